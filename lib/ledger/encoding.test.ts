import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, daysLater, entry, manyContributions } from '../../test/support/ledgers.ts';
import { ledgerKey } from '../identifiers.ts';
import { decodeContributions, encodeContributions } from './encoding.ts';

test('for any contributions, what is decoded is what was encoded', () => {
  fc.assert(
    fc.property(manyContributions, (contributions) => {
      expect(decodeContributions(encodeContributions(contributions))).toEqual(contributions);
    }),
  );
});

test('for any moments since when something is used, each is kept', () => {
  const days = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });
  const party = { kind: 'person' as const, roleHint: 'unknown' as const, surname: 'Example' };
  const ways = ['holder', 'contact', 'worker', 'device'] as const;
  fc.assert(
    fc.property(fc.array(fc.tuple(days, days), { maxLength: 4 }), (told) => {
      const contributions = told.map(([entered, used]) => {
        const uses = used.map((day, at) => ({
          key: ledgerKey('phone', `${at}`),
          as: ways[at] ?? ('name' as const),
          since: daysLater(day),
        }));
        const entries = entered.map((day, at) =>
          entry({ transaction: `T${at}`, at: daysLater(day) }),
        );
        return contribution({ entries, party, uses, keys: uses.map(({ key }) => key) });
      });
      expect(decodeContributions(encodeContributions(contributions))).toEqual(contributions);
    }),
  );
});

test('for any revisions of any entities, each is kept', () => {
  const revisions = fc.oneof(
    fc
      .tuple(fc.constantFrom('0:aa:', '1:bb:', ''), fc.nat(12), fc.constantFrom(1, 9))
      .map(([batch, position, digits]) => batch + String(position).padStart(digits, '0')),
    fc.constantFrom(':', '0:aa:', '1', '9:1e3', '-1', '1.5', ' 2'),
    fc.string({ minLength: 1 }),
  );
  const entities = fc.constantFrom('1234567', '0034567');
  fc.assert(
    fc.property(fc.array(fc.tuple(revisions, entities)), (told) => {
      const contributions = told.map(([revision, entity], at) =>
        contribution({ report: { entity, reference: `R${at}` }, revision }),
      );
      expect(decodeContributions(encodeContributions(contributions))).toEqual(contributions);
    }),
  );
});

test('given reports that tell the same of a party, then what each repeats takes a few bytes', () => {
  const keys = ['account', 'email', 'phone', 'address', 'name-birth'].map((kind) =>
    ledgerKey(kind as 'phone', 'robin'),
  );
  const told = (number: number) =>
    contribution({
      report: { entity: '1234567', reference: `R${number}` },
      entries: [entry({ report: `R${number}`, at: daysLater(number) })],
      party: { kind: 'person', roleHint: 'unknown', surname: 'Example', given: 'Robin' },
      keys,
      uses: keys.map((key) => ({ key, as: 'contact' as const, since: daysLater(number) })),
    });
  const bytes = (count: number) =>
    encodeContributions(Array.from({ length: count }, (_, number) => told(number))).length;
  expect((bytes(40) - bytes(1)) / 39).toBeLessThan(20);
});

test('given times and amounts that fit no pattern, then they are kept as they are', () => {
  const { cadMinor: _, ...unvalued } = entry({ amount: { currency: 'JPY', minor: 5 } });
  const odd = contribution({
    entries: [
      { ...entry(), at: '2026-03-02T03:12:00.123456-05:00' },
      { ...unvalued, transaction: 'T2', at: '2026-03-02T08:12:00Z' },
      { ...entry({ cad: 7, amount: { currency: 'USD', minor: 5 } }), transaction: 'T3' },
    ],
  });
  expect(decodeContributions(encodeContributions([odd]))).toEqual([odd]);
});

test('given people with and without an age, then each keeps its own', () => {
  const key = ledgerKey('party', 'robin');
  const counterparty = { key, keys: [key], kind: 'person' as const };
  const grown = contribution({
    entries: [undefined, 15, 16].map((age, index) =>
      entry({
        transaction: `T${index}`,
        counterparty: age === undefined ? counterparty : { ...counterparty, age },
      }),
    ),
  });
  expect(decodeContributions(encodeContributions([grown]))).toEqual([grown]);
});

test('given damaged bytes, then they are refused', () => {
  const bytes = encodeContributions([contribution({ entries: [entry()] })]);
  const damaged = Uint8Array.from(bytes, (byte, at) =>
    at === bytes.length >> 1 ? byte ^ 8 : byte,
  );
  expect(() => decodeContributions(damaged)).toThrow();
});

test('given a year of ordinary entries, then each takes at most 20 bytes', () => {
  const entries = Array.from({ length: 1000 }, (_, index) =>
    entry({
      transaction: `NB-T-${900_000 + index}`,
      at: daysLater(index / 3),
      cad: 2000 + ((index * 7919) % 40_000),
      city: 'Toronto',
      province: 'ON',
      terminal: `M-${index % 7}`,
    }),
  );
  const bytes = encodeContributions([contribution({ entries })]);
  expect(bytes.length / entries.length).toBeLessThan(20);
});
