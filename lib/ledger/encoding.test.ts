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
