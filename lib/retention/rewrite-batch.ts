import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { LedgerKey } from '../identifiers.ts';
import { maxContentBytes } from '../reports/accept-upload.ts';
import type { AcceptedBatch, BatchForm } from '../reports/batch.ts';
import { decompress } from '../reports/decompress.ts';
import { examineRecord } from '../reports/examine-record.ts';
import { openBatch } from '../reports/read-batch.ts';
import type { BatchHeader } from '../reports/report.ts';
import { digesting, type SliceDigests, sliceBytesFor } from '../reports/slice-digests.ts';
import { type BatchRecord, openRecords, type RecordPorts } from './records-of-batch.ts';

/** The bytes of a batch without what goes, and what was in it. */
export type RewrittenBatch = {
  bytes: Uint8Array;
  form: BatchForm;
  encoding: 'zstd';
  digest: string;
  slices: SliceDigests;
  /** Every subject that what goes speaks of. */
  subjects: ReadonlySet<LedgerKey>;
  /** Of the reports that go, those that counted by a version in this batch, and what then counts. */
  withdrawn: Withdrawn[];
  /** Of those that stay, the texts of the versions that count. */
  kept: { reference: string; position: number; revision: string; text: string }[];
};
type Withdrawn = { reference: string; was: string; revision: string; digest: string };

/**
 * Writes a batch anew: a report that goes becomes its own withdrawal, in the same place, so that whoever
 * derives everything again from the batches finds it withdrawn; an older version of it, and what was
 * refused, becomes a record that says nothing. All else keeps its place and its words.
 *
 * @throws Error when what was written would not be read as it should: then nothing has happened.
 */
export async function rewriteBatch(
  ports: RecordPorts,
  batch: AcceptedBatch,
  going: ReadonlySet<string>,
): Promise<RewrittenBatch> {
  const { header, records } = await openRecords(ports, batch);
  const form: BatchForm = batch.form === 'json' ? 'json' : 'ndjson';
  const found = { subjects: new Set<LedgerKey>(), withdrawn: [], kept: [] } as Found;
  const expected = createHash('sha256');
  async function* lines(): AsyncGenerator<string> {
    for await (const record of records) {
      const line = rewritten(record, { batch, going, found });
      const told = toldBy(line, record.position, batch);
      // What earlier rules took, today's cannot read again: its place is all that is proven.
      if (told !== undefined) expected.update(told);
      yield line;
    }
  }
  const text = form === 'json' ? jsonOf(header, lines()) : linesOf(header, lines());
  const bytes = await pipeline(text, createZstdCompress(), (packed) => buffer(packed));
  const { chunks, done } = digesting(Readable.from([bytes]), sliceBytesFor(bytes.length));
  const proven = await digestOf({ ...batch, form }, chunks);
  if (proven !== expected.digest('hex')) {
    throw new Error(`the batch ${batch.batchId} would not be read as it was written anew`);
  }
  return { bytes, form, encoding: 'zstd', ...done(), ...found };
}

type Found = Pick<RewrittenBatch, 'withdrawn' | 'kept'> & { subjects: Set<LedgerKey> };

const nothing = '{}';

function rewritten(
  record: BatchRecord,
  { batch, going, found }: { batch: AcceptedBatch; going: ReadonlySet<string>; found: Found },
): string {
  if (record.kind === 'refused') return nothing;
  if (record.kind === 'withdrawal') return record.text;
  const { reference, position, text, revision } = record;
  if (!going.has(reference)) {
    if (record.live) found.kept.push({ reference, position, revision, text });
    return text;
  }
  for (const subject of record.touches) found.subjects.add(subject);
  if (!record.live) return nothing;
  const line = withdrawalOf(record, batch);
  const { valid } = examineRecord({ position, content: { text: line } }, batch);
  if (!valid) throw new Error(`no withdrawal of ${reference} can be written`);
  const { revision: next, digest } = valid.version;
  found.withdrawn.push({ reference, was: revision, revision: next, digest });
  return line;
}

const withdrawalOf = (
  { text, reference }: { text: string; reference: string },
  { entity }: AcceptedBatch,
): string =>
  JSON.stringify({
    reportType: JSON.parse(text).reportType,
    action: 'delete',
    reference,
    reportingEntityNumber: Number(entity),
    deleteReason: 'error',
  });

async function* linesOf(header: BatchHeader, lines: AsyncIterable<string>) {
  yield `${JSON.stringify(header)}\n`;
  for await (const line of lines) yield `${line}\n`;
}

async function* jsonOf(header: BatchHeader, lines: AsyncIterable<string>) {
  let before = `${JSON.stringify(header).slice(0, -1)},"reports":[`;
  for await (const line of lines) {
    yield before + line;
    before = ',';
  }
  yield ']}';
}

/** What a record says, by its place, revision and digest; undefined where it counts for nothing. */
function toldBy(text: string, position: number, batch: AcceptedBatch): string | undefined {
  const { valid } = examineRecord({ position, content: { text } }, batch);
  return valid && `${position} ${valid.version.revision} ${valid.version.digest}\n`;
}

async function digestOf(batch: AcceptedBatch, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const content = decompress(bytes, 'zstd', maxContentBytes);
  const { records } = await openBatch(batch.form, content, { entity: batch.entity });
  const told = createHash('sha256');
  for await (const record of records) {
    const { valid } = examineRecord(record, batch);
    if (!valid) continue;
    told.update(`${record.position} ${valid.version.revision} ${valid.version.digest}\n`);
  }
  return told.digest('hex');
}
