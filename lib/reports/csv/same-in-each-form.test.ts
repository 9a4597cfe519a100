import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryReports } from '../../../test/support/arbitrary-reports.ts';
import { type CsvStyle, csvBatch } from '../../../test/support/csv-batch.ts';
import { pack, saidOf, withoutPlaces } from '../../../test/support/read-verdicts.ts';
import {
  entity,
  filedReport,
  jsonBatch,
  ndjsonBatch,
  withdrawal,
} from '../../../test/support/reports.ts';

const writers = {
  json: jsonBatch,
  ndjson: ndjsonBatch,
  csv: csvBatch,
};

const styles: fc.Arbitrary<CsvStyle> = fc.record(
  {
    isCompact: fc.boolean(),
    isRepeated: fc.boolean(),
    hasCounterparties: fc.boolean(),
    isQuoted: fc.boolean(),
    lineBreak: fc.constantFrom('\n' as const, '\r\n' as const),
    delimiter: fc.constantFrom(',' as const, ';' as const),
  },
  { requiredKeys: [] },
);
const encodings = fc.constantFrom('identity' as const, 'gzip' as const, 'zstd' as const);
const pieces = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
/** References differ from row to row's report: next to each other, the same one is one report. */
const batches = fc
  .array(arbitraryReports, { minLength: 1, maxLength: 5 })
  .map((reports) => reports.map((report, at) => ({ ...report, reference: `STR-${at}` })));

test('for any reports, in any form, packing and pieces, receipts and digests are the same', async () => {
  await fc.assert(
    fc.asyncProperty(batches, styles, encodings, pieces, async (reports, style, encoding, cuts) => {
      const expected = withoutPlaces(await saidOf(jsonBatch(reports), { form: 'json' }));
      expect(expected).toHaveProperty('receipts.length', reports.length);
      for (const form of ['ndjson', 'csv', 'json'] as const) {
        const text = writers[form](reports, 'BATCH-1', style);
        const sent = { form, encoding, pieces: cuts };
        const said = await saidOf(pack[encoding](text), sent);
        expect(withoutPlaces(said)).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('given the sample batches without what CSV cannot say, then they are the same as CSV', async () => {
  const reports = globSync('events/batches/*.{json,ndjson}')
    .filter((file) => /\d/.test(file))
    .flatMap(reportsIn)
    .filter((_, at) => at % 5 === 0)
    .map(({ supporting: _, ...report }) => ({ ...report, reportingEntityNumber: Number(entity) }));
  expect(reports.length).toBeGreaterThan(50);
  const expected = withoutPlaces(await saidOf(ndjsonBatch(reports), { form: 'ndjson' }));
  for (const style of [{}, { isCompact: true, isRepeated: true, hasCounterparties: true }]) {
    const said = await saidOf(csvBatch(reports, 'BATCH-1', style), { form: 'csv' });
    expect(withoutPlaces(said)).toEqual(expected);
  }
}, 20_000);

function reportsIn(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, 'utf-8');
  if (file.endsWith('.json')) return JSON.parse(text).reports;
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('given a simple report, then one row is enough for it', async () => {
  const text = csvBatch([filedReport(), withdrawal('STR-2')], 'BATCH-1', { isCompact: true });
  expect(text.trim().split('\r\n')).toHaveLength(1 + 2);
  expect(await saidOf(text, { form: 'csv' })).toHaveProperty('receipts', [
    { record: 1, line: 2, reference: 'STR-1', verdict: 'accepted', findings: [] },
    { record: 2, line: 3, reference: 'STR-2', verdict: 'accepted', findings: [] },
  ]);
});
