import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contribution, daysLater, entry } from '../../test/support/ledgers.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Contribution, Use } from './contribution.ts';
import { contributionsToLinks, type Uses, usesAfter } from './uses.ts';

const subject = ledgerKey('party', 'alex');
const phone = ledgerKey('phone', '416-555-0100');
const email = ledgerKey('email', 'a@example.com');

const told = (
  number: number,
  uses: Use[],
  { surname = 'EXAMPLE', ...fields }: Partial<Contribution> & { surname?: string } = {},
): Contribution =>
  contribution({
    report: { entity: '1234567', reference: `R${number}` },
    revision: String(number),
    entries: [entry({ report: `R${number}` })],
    party: { kind: 'person', roleHint: 'unknown', surname },
    uses,
    ...fields,
  });
const use = (key: string, day: number, as: Use['as'] = 'contact'): Use => ({
  key,
  as,
  since: daysLater(day),
});
const usedAfter = (known: Uses, contributions: Contribution[], version: number, anew = false) =>
  usesAfter(known, contributions, { subject, version, anew });

describe('what a subject uses', () => {
  const first = usedAfter([], [told(1, [use(phone, 3)])], 1);

  test('given a report that tells nothing new, then nothing changes', () => {
    expect(usedAfter(first, [told(2, [use(phone, 5)])], 2)).toEqual(first);
  });

  test('given an earlier use or another surname, then that is told from then on', () => {
    const [earlier] = usedAfter(first, [told(2, [use(phone, 1)])], 2);
    expect(earlier).toMatchObject({ changedAt: 2, members: [{ since: daysLater(1) }] });
    const [renamed] = usedAfter(first, [told(2, [use(phone, 5)], { surname: 'SAMPLE' })], 2);
    expect(renamed?.members[0]?.surnames).toHaveLength(2);
  });

  test('given a key it no longer uses, then the ledger of the key hears of it', () => {
    const [gone, next] = usedAfter(first, [told(1, [use(email, 3)])], 2, true).toSorted((a, b) =>
      a.key === phone ? -1 : b.key === phone ? 1 : 0,
    );
    expect(gone).toEqual({ key: phone, changedAt: 2, members: [] });
    expect(next).toMatchObject({ key: email, changedAt: 2 });
    const both = contributionsToLinks([gone, next] as Uses, { subject, entity: '1', since: 2 });
    expect(both.get(phone)).toMatchObject({ revision: '000000000002', members: [] });
  });

  test('only what changed since a version is told', () => {
    const grown = usedAfter(first, [told(2, [use(email, 5)])], 2);
    const links = (since: number) => [
      ...contributionsToLinks(grown, { subject, entity: '1', since }).keys(),
    ];
    expect(links(2)).toEqual([email]);
    expect(links(0).sort()).toEqual([email, phone].sort());
  });
});

const anyReport = fc
  .record({
    number: fc.nat({ max: 3 }),
    day: fc.nat({ max: 5 }),
    surname: fc.constantFrom('EXAMPLE', 'SAMPLE'),
    kind: fc.constantFrom('person' as const, 'entity' as const),
    uses: fc.subarray([phone, email]),
    as: fc.constantFrom('contact' as const, 'device' as const),
    paid: fc.boolean(),
  })
  .map(({ number, day, surname, kind, uses, as, paid }) => {
    const payer = ledgerKey('name', `employer ${day % 2}`);
    const pay = entry({
      kind: 'payroll',
      direction: 'in',
      at: daysLater(day),
      counterparty: { key: payer, keys: [payer], kind: 'entity' },
    });
    return told(
      number,
      uses.map((key) => use(key, day, as)),
      { party: { kind, roleHint: 'unknown', surname }, ...(paid && { entries: [pay] }) },
    );
  });

test('for any reports, in any order and told any number of times, a subject uses the same', () => {
  const content = (uses: Uses) => uses.map(({ changedAt: _, ...rest }) => rest);
  fc.assert(
    fc.property(
      fc
        .array(anyReport, { maxLength: 6 })
        .chain((reports) =>
          fc.tuple(
            fc.constant(reports),
            fc.shuffledSubarray(reports, { minLength: reports.length }),
          ),
        ),
      ([reports, shuffled]) => {
        const oneByOne = [...shuffled, ...reports].reduce<Uses>(
          (known, report, at) => usedAfter(known, [report], at + 1),
          [],
        );
        expect(content(oneByOne)).toEqual(content(usedAfter([], reports, 1, true)));
      },
    ),
  );
});
