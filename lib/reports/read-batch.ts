import { DomainError } from '../errors.ts';
import type { BatchForm } from './batch.ts';
import { openCsv } from './csv/open-csv.ts';
import type { OpenedBatch } from './opened-batch.ts';
import { parseJson } from './parse-json.ts';
import type { RawRecord } from './raw-record.ts';
import { type Expected, readHeader } from './read-header.ts';
import { type Line, readLines } from './read-lines.ts';

export type { OpenedBatch, RawRecord };

/** The JSON form holds no more reports than this. */
const maxReportsOfJson = 500;

/**
 * Opens a batch at its header; the records follow as they are asked for.
 *
 * @param chunks the content, decompressed.
 * @throws DomainError malformed-body when there is no header or no record to be found, and as
 *   `readHeader`.
 */
export const openBatch = (
  form: BatchForm,
  chunks: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<OpenedBatch> => openers[form](chunks, expected);

const openers = { json: openJson, ndjson: openLines, csv: openCsv } satisfies Record<
  BatchForm,
  unknown
>;

async function openJson(
  chunks: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<OpenedBatch> {
  const parsed = parseJson(await readText(chunks));
  if ('fault' in parsed) throw new DomainError('malformed-body', parsed.fault);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || !('reports' in value)) {
    throw new DomainError('malformed-body', '/reports is missing');
  }
  const { reports, ...header } = value;
  if (!Array.isArray(reports) || reports.length === 0 || reports.length > maxReportsOfJson) {
    throw new DomainError('malformed-body', `/reports holds 1 to ${maxReportsOfJson} reports`);
  }
  const records = reports.map((report: unknown, position) => ({
    position,
    content: { value: report },
  }));
  return { header: readHeader(header, expected), records: eachOf(records) };
}

async function openLines(
  chunks: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<OpenedBatch> {
  const lines = readLines(chunks);
  try {
    const { value: first, done } = await lines.next();
    if (done) throw new DomainError('malformed-body', 'empty');
    const parsed = 'text' in first ? parseJson(first.text) : first;
    if ('fault' in parsed) throw new DomainError('malformed-body', `first line: ${parsed.fault}`);
    return { header: readHeader(parsed.value, expected), records: recordsOf(lines) };
  } catch (failure) {
    // Nobody will read on, so the connection behind the lines is let go.
    await lines.return(undefined);
    throw failure;
  }
}

async function* recordsOf(lines: AsyncIterable<Line>): AsyncGenerator<RawRecord> {
  let position = 0;
  for await (const { number, ...content } of lines) {
    yield { position, line: number, content };
    position += 1;
  }
}

async function* eachOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(held));
  } catch (cause) {
    throw new DomainError('malformed-body', 'not UTF-8', { cause });
  }
}
