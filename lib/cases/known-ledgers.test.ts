import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, daysLater, entry } from '../../test/support/ledgers.ts';
import { memoryLedgers } from '../../test/support/memory-ledgers.ts';
import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import { takeIn } from '../ledger/take-in.ts';
import { knownLedgers } from './known-ledgers.ts';

const people = ['alex', 'robin', 'sam'].map((name) => ledgerKey('party', name));
const details = ['416-555-0100', '416-555-0101'].map((number) => ledgerKey('phone', number));

/** Few people with few telephones, told of and corrected in any order. */
const told = fc.array(
  fc.record({
    subject: fc.constantFrom(...people),
    report: fc.nat({ max: 3 }),
    uses: fc.subarray(details),
    day: fc.nat({ max: 5 }),
  }),
  { maxLength: 12 },
);

test('for any reports, who uses a detail is the same with or without a look at its own ledger', async () => {
  await fc.assert(
    fc.asyncProperty(told, async (reports) => {
      const { ledgers, withUses } = memoryLedgers();
      for (const [at, { subject, report, uses, day }] of reports.entries()) {
        const reference = `R${people.indexOf(subject)}-${report}`;
        const one = contribution({
          report: { entity: '1234567', reference },
          revision: String(1000 + at),
          replaces: true,
          entries: [entry({ report: reference, at: daysLater(day) })],
          party: { kind: 'person', roleHint: 'unknown', surname: 'EXAMPLE' },
          keys: uses,
          uses: uses.map((key) => ({ key, as: 'contact' as const, since: daysLater(day) })),
        });
        await takeIn(ledgers, new Map([[subject, [one]]]), { again: false });
      }
      let reads: LedgerKey[] = [];
      const counted = {
        getMany: async (keys: readonly LedgerKey[]) => {
          reads = [...reads, ...keys];
          return withUses.getMany(keys);
        },
      };
      const [shortly, plainly] = [knownLedgers(counted), knownLedgers(ledgers)];
      for (const known of [shortly, plainly]) {
        await known.load(people);
        await known.load(people.flatMap((subject) => [...known.keysOf(subject)]));
      }
      for (const subject of people) {
        for (const key of plainly.keysOf(subject)) {
          expect(shortly.membersOf(key)).toEqual(plainly.membersOf(key));
          expect(shortly.usersOf(key)).toEqual(plainly.usersOf(key));
          const everUsedBy = new Set(
            reports.filter(({ uses }) => uses.includes(key)).map((one) => one.subject),
          );
          if (everUsedBy.size === 1) expect(reads).not.toContain(key);
        }
      }
    }),
  );
});
