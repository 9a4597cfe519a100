import fc from 'fast-check';
import { type LedgerKey, ledgerKey } from '../../lib/identifiers.ts';
import type { Contribution } from '../../lib/ledger/contribution.ts';
import { channels, type Entry, entryKinds } from '../../lib/ledger/entry.ts';
import { contributionName, type Ledger } from '../../lib/ledger/ledger.ts';

/*
 * Made-up entries and ledgers: whole ones with the few fields a test is about, and any at all for
 * properties.
 */

export const subject = ledgerKey('party', 'the subject');
const noon = Date.UTC(2026, 0, 5, 17);
const dayMilliseconds = 86_400_000;

/** An instant so many days after noon of 5 January 2026 in Toronto, as local time there. */
export const daysLater = (days: number, milliseconds = 0): string => {
  const instant = noon + Math.round(days * dayMilliseconds) + milliseconds;
  const text = new Date(instant - 5 * 3_600_000).toISOString();
  return `${text.slice(0, -1).replace(/\.000$/, '')}-05:00`;
};

/** A cash deposit of $100 by the holder. */
export function entry(fields: Partial<Entry> & { cad?: number } = {}): Entry {
  const { cad = 10_000, ...given } = fields;
  return {
    entity: '1234567',
    report: 'R1',
    transaction: 'T1',
    leg: 1,
    at: daysLater(0),
    role: 'holder',
    direction: 'in',
    kind: 'cash',
    channel: 'abm',
    amount: { currency: 'CAD', minor: cad },
    cadMinor: cad,
    ...given,
  };
}

export const contribution = (fields: Partial<Contribution> = {}): Contribution => ({
  report: { entity: '1234567', reference: 'R1' },
  revision: '1',
  entries: [],
  ...fields,
});

export const ledgerOf = (
  contributions: readonly Contribution[],
  key: LedgerKey = subject,
): Ledger => ({
  key,
  version: 1,
  contributions: new Map(contributions.map((one) => [contributionName(one.report), one])),
});

/** A ledger of one report; transactions are numbered T0, T1, … unless named. */
export const ledgerWith = (entries: readonly Entry[], facts: Partial<Contribution> = {}): Ledger =>
  ledgerOf([
    contribution({
      entries: entries.map((one, index) => ({ ...one, transaction: `T${index}` })),
      ...facts,
    }),
  ]);

const somebody = fc.integer({ min: 0, max: 6 }).map((number) => ledgerKey('party', `p${number}`));
const offsets = ['-05:00', '-03:30', '+00:00', 'Z'];

const localTimes = (lastDay: number) =>
  fc
    .record({
      days: fc.integer({ min: 0, max: lastDay }),
      minutes: fc.integer({ min: 0, max: 1439 }),
      offset: fc.constantFrom(...offsets),
    })
    .map(({ days, minutes, offset }) => {
      const wall = new Date(Date.UTC(2026, 0, 1 + days, 0, minutes)).toISOString().slice(0, 19);
      return wall + offset;
    });

const places = fc.constantFrom(
  { city: 'Toronto', province: 'ON' },
  { city: 'Kingston', province: 'ON' },
  { city: 'Montréal', province: 'QC' },
  {},
);

/** Any entry, without a name of its own. */
const namelessEntries = (lastDay: number) =>
  fc
    .record({
      at: localTimes(lastDay),
      direction: fc.constantFrom('in' as const, 'out' as const),
      kind: fc.constantFrom(...entryKinds),
      channel: fc.constantFrom(...channels),
      role: fc.constantFrom('holder' as const, 'holder' as const, 'conductor' as const),
      cad: fc.integer({ min: 0, max: 500_000 }),
      place: places,
      other: fc.option(somebody, { nil: undefined }),
      more: fc.record(
        {
          memo: fc.string(),
          merchant: fc.constantFrom('Inn Example', 'Grocer Example'),
          mcc: fc.constantFrom('7011', '5411'),
          cardPresent: fc.boolean(),
          latitude: fc.double({ min: 43, max: 50, noNaN: true }).map((degrees) => degrees + 0),
          attempted: fc.constant(true as const),
          account: fc.constantFrom(ledgerKey('account', 'a1'), ledgerKey('account', 'a2')),
          card: fc.constantFrom('c1', 'c2', 'c3'),
          feeMinor: fc.integer({ min: 0, max: 2000 }),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ other, place, more, ...fields }) =>
      entry({
        ...fields,
        ...place,
        ...more,
        ...(other && { counterparty: { key: other, keys: [other], kind: 'person' as const } }),
      }),
    );

const contributionsOver = (
  lastDay: number,
  { atLeast = 0 }: { atLeast?: number } = {},
): fc.Arbitrary<Contribution[]> =>
  fc
    .array(fc.array(namelessEntries(lastDay), { minLength: atLeast, maxLength: 12 }), {
      minLength: atLeast,
      maxLength: 8,
    })
    .map((reports) =>
      reports.map((entries, number) =>
        contribution({
          report: { entity: '1234567', reference: `R${number}` },
          revision: String(100 + number),
          entries: entries.map((one, index) => ({
            ...one,
            report: `R${number}`,
            transaction: `T${index}`,
          })),
        }),
      ),
    );

/** Contributions of different reports, with their entries. */
export const manyContributions: fc.Arbitrary<Contribution[]> = contributionsOver(90);

/** The same, with much on few days. */
export const busyContributions: fc.Arbitrary<Contribution[]> = contributionsOver(40, {
  atLeast: 4,
});
