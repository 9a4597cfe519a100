import fc from 'fast-check';
import { v7 } from 'uuid';
import { digest, ledgerKey, ledgerKeyKinds } from '../../lib/identifiers.ts';
import type { KnownReport } from '../../lib/reports/register/known-report.ts';
import { type RegisteredReport, registeredReportSchema } from '../../lib/reports/register.ts';
import { revisionOf } from '../../lib/reports/revision.ts';

/*
 * Made-up reports as the register knows them: whole ones with the few fields a test is about, and any
 * at all for properties.
 */

const batchId = v7();

/** A report in its only version. */
export const registeredReport = (fields: Partial<RegisteredReport> = {}): RegisteredReport => ({
  revision: revisionOf('submit', batchId, 1),
  digest: digest('a report').slice(0, 32),
  action: 'submit',
  touched: [ledgerKey('party', 'somebody')],
  version: 1,
  ...fields,
});

/** As a batch brings them: 64 texts packed together, six ledgers touched by each. */
export const reportsOfBatch = (count: number, firstReference = 0): KnownReport[] =>
  Array.from({ length: count }, (_, place) => {
    const reference = `STR-2026-${String(firstReference + place).padStart(8, '0')}`;
    const text = digest(reference).slice(0, 32);
    return {
      reference,
      report: registeredReport({
        revision: revisionOf('submit', batchId, place),
        digest: text,
        submittedDigest: text,
        location: {
          name: `reports/${batchId}`,
          offset: Math.floor(place / 64) * 20_000,
          length: 19_900 + (Math.floor(place / 64) % 97),
          index: place % 64,
        },
        touched: Array.from({ length: 6 }, (__, ledger) =>
          ledgerKey('account', ledger < 2 ? `${place % 40}` : `${reference} ${ledger}`),
        ).sort(),
      }),
    };
  });

const someKey = fc
  .tuple(fc.constantFrom(...ledgerKeyKinds), fc.integer({ min: 0, max: 20 }))
  .map(([kind, number]) => ledgerKey(kind, String(number)));
const someDigest = fc.oneof(
  fc.string().map((text) => digest(text)),
  fc.string().map((text) => digest(text).slice(0, 32)),
  fc.string(),
);
const someRevision = fc.oneof(
  fc.string(),
  fc.tuple(fc.constantFrom('submit', 'change'), fc.nat()).map(([action, place]) =>
    // As it is, whatever the action.
    revisionOf(action as 'submit', batchId, place),
  ),
);

/** Any reports, with and without what may be absent; each reference once. */
export const anyKnownReports: fc.Arbitrary<KnownReport[]> = fc.uniqueArray(
  fc
    .record(
      {
        reference: fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }),
        revision: someRevision,
        digest: someDigest,
        action: fc.constantFrom('submit', 'change', 'delete'),
        location: fc.record({
          name: fc.string(),
          offset: fc.nat(),
          length: fc.integer({ min: 1 }),
          index: fc.nat(),
        }),
        touched: fc.array(someKey),
        submittedDigest: someDigest,
        decided: fc.dictionary(
          fc.nat(3).map((place) => revisionOf('change', batchId, place)),
          fc.constantFrom('accepted', 'duplicate', 'superseded'),
          { noNullPrototype: true },
        ),
        version: fc.integer({ min: 1 }),
      },
      { requiredKeys: ['reference', 'revision', 'digest', 'action', 'touched', 'version'] },
    )
    .map(({ reference, ...report }) => ({
      reference,
      report: registeredReportSchema.parse({ ...registeredReport(), ...report }),
    })),
  { selector: ({ reference }) => reference, maxLength: 30 },
);
