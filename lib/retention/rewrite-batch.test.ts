import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { csvBatch } from '../../test/support/csv-batch.ts';
import { pack } from '../../test/support/read-verdicts.ts';
import { registeredReport } from '../../test/support/registered-reports.ts';
import {
  filedReport,
  jsonBatch,
  ndjsonBatch,
  withAmount,
  withdrawal,
} from '../../test/support/reports.ts';
import { digest } from '../identifiers.ts';
import type { AcceptedBatch } from '../reports/batch.ts';
import { examineRecord } from '../reports/examine-record.ts';
import { openBatch } from '../reports/read-batch.ts';
import type { RegisteredReport } from '../reports/register.ts';
import { type BatchRecord, openRecords } from './records-of-batch.ts';
import { rewriteBatch } from './rewrite-batch.ts';

const references = ['R-0', 'R-1', 'R-2', 'R-3'];
const made = fc.record({
  reference: fc.constantFrom(...references),
  kind: fc.constantFrom('submit' as const, 'change' as const, 'delete' as const, 'bad' as const),
  amount: fc.integer({ min: 1, max: 99 }).map((dollars) => `${dollars}.00`),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;

const recordOf = ({ reference, kind, amount }: Made): object => {
  if (kind === 'delete') return withdrawal(reference);
  const report = withAmount(
    filedReport({ reference, action: kind === 'bad' ? 'submit' : kind }),
    amount,
  );
  const named = { ...report, actionTaken: `Mark of ${reference}.` };
  return kind === 'bad' ? { ...named, sector: 'circus' } : named;
};
const writers = { json: jsonBatch, ndjson: ndjsonBatch, csv: csvBatch } as const;
const inOnePiece = async function* (bytes: Uint8Array) {
  yield bytes;
};

/** A batch as it was sent, and a register in which the highest revision of each report is live. */
async function batchOf(form: keyof typeof writers, records: readonly object[]) {
  const bytes = pack.gzip(writers[form](records as never));
  const batch = acceptedBatch({ form, encoding: 'gzip', digest: digest(bytes) });
  const known = new Map<string, RegisteredReport>();
  const content = inOnePiece(Buffer.from(writers[form](records as never)));
  const opened = await openBatch(form, content, { entity: batch.entity });
  for await (const record of opened.records) {
    const { valid } = examineRecord(record, batch);
    if (!valid) continue;
    const { revision, touches } = valid.version;
    if ((known.get(valid.reference)?.revision ?? '') > revision) continue;
    known.set(valid.reference, registeredReport({ revision, touched: [...touches] }));
  }
  return { batch, ports: portsOf(bytes, known) };
}
const portsOf = (bytes: Uint8Array, known: Map<string, RegisteredReport>) => ({
  inbox: { read: async () => inOnePiece(bytes) },
  register: { getMany: async () => known },
});

async function readAll(ports: ReturnType<typeof portsOf>, batch: AcceptedBatch) {
  const found: BatchRecord[] = [];
  const { records } = await openRecords(ports, batch);
  for await (const record of records) found.push(record);
  return found;
}

test('for any batch in any form, what goes is gone, and all else stands in its place as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('json' as const, 'ndjson' as const, 'csv' as const),
      fc.uniqueArray(made, { minLength: 1, maxLength: 8, selector: (one) => JSON.stringify(one) }),
      fc.subarray(references),
      async (form, records, going) => {
        // In a table, rows of one report that stand together are one.
        const sent = form === 'csv' ? apart(records) : records;
        const { batch, ports } = await batchOf(form, sent.map(recordOf));
        const before = await readAll(ports, batch);
        const { bytes, withdrawn, kept, subjects, ...named } = await rewriteBatch(
          ports,
          batch,
          new Set(going),
        );
        const known = await ports.register.getMany();
        const after = await readAll(portsOf(bytes, known), { ...batch, ...named });

        expect(after.map(({ position }) => position)).toEqual(
          before.map(({ position }) => position),
        );
        for (const [at, was] of before.entries()) {
          const is = after[at];
          if (was.kind === 'refused') expect(is).toMatchObject({ kind: 'refused', text: '{}' });
          else if (was.kind === 'withdrawal' || !going.includes(was.reference)) {
            expect(is).toEqual(was);
          } else expect(is?.kind).toBe(was.live ? 'withdrawal' : 'refused');
        }
        const text = after.map((record) => record.text).join('\n');
        for (const reference of going) expect(text).not.toContain(`Mark of ${reference}.`);
        expect(text).not.toContain('circus');
        const live = before.flatMap((one) => (one.kind === 'report' && one.live ? [one] : []));
        const names = (some: readonly { reference: string }[]) =>
          some.map(({ reference }) => reference).sort();
        expect(names(withdrawn)).toEqual(
          names(live.filter(({ reference }) => going.includes(reference))),
        );
        expect(names(kept)).toEqual(
          names(live.filter(({ reference }) => !going.includes(reference))),
        );
        expect(subjects.size > 0).toBe(
          before.some((one) => one.kind === 'report' && going.includes(one.reference)),
        );
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

const apart = (records: readonly Made[]): Made[] =>
  records.filter(({ reference }, at) => at === 0 || records[at - 1]?.reference !== reference);

test('given a batch whose bytes are damaged, then nothing is written in its place', async () => {
  const { batch, ports } = await batchOf('ndjson', [
    recordOf({ reference: 'R-0', kind: 'submit', amount: '1.00' }),
  ]);
  const damaged = { ...ports, inbox: { read: async () => inOnePiece(Buffer.from('damaged')) } };
  await expect(rewriteBatch(damaged, batch, new Set(['R-0']))).rejects.toThrow('damaged');
});
