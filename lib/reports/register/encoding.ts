import { deflateSync, inflateSync } from 'node:zlib';
import * as z from 'zod';
import { plainParser } from '../../accepts-plainly.ts';
import {
  type Columns,
  columnsSchema,
  Dictionary,
  toColumns,
  toRows,
} from '../../ledger/columns.ts';
import { type RegisteredReport, registeredReportSchema } from '../register.ts';
import type { KnownReport } from './known-report.ts';
import { packDigests, unpackDigests } from './packed-digests.ts';
import { packTouches, unpackTouches } from './packed-touches.ts';

/**
 * The part of stored reports that deflates. What repeats stands once in `shared`. What no
 * compression makes smaller stands as bytes after it: digests and keys of ledgers.
 */
const deflatedSchema = z.strictObject({
  format: z.literal(1),
  count: z.int().min(0),
  reports: columnsSchema,
  locations: columnsSchema,
  touched: z.strictObject({
    counts: z.array(z.int().min(0)),
    places: z.array(z.int().min(0)),
  }),
  shared: z.array(z.unknown()),
});

const parseDeflated = plainParser(deflatedSchema);
const parseReport = plainParser(registeredReportSchema);
const parseReference = plainParser(z.string());

/** Fields of reports and of their locations that repeat. */
const repeated = ['action', 'moment', 'decided', 'name'];
/** Fields that are digests, in the order of their bytes. */
const digests = ['digest', 'submittedDigest'];
/** Opens the bytes: how long the deflated part is. */
const bytesOfLength = 4;

/** What is known of reports as bytes for storage, in the order given. */
export function encodeReports(known: readonly KnownReport[]): Uint8Array {
  const shared = new Dictionary();
  const share = (columns: Columns) => exchange(columns, (value) => shared.place(value));
  const reports = share(toColumns(known.map(inStorage)));
  const locations = share(toColumns(known.map(({ report }) => report.location ?? {})));
  const { keys, ...touched } = packTouches(known.map(({ report }) => report.touched));
  const bytes = [keys];
  for (const field of digests) {
    const packed = packDigests(reports[field] ?? []);
    bytes.push(packed.bytes);
    if (reports[field]) reports[field] = packed.column;
  }
  const deflated = deflateSync(
    JSON.stringify({
      format: 1,
      count: known.length,
      reports,
      locations,
      touched,
      shared: shared.values,
    } satisfies z.infer<typeof deflatedSchema>),
  );
  const length = Buffer.alloc(bytesOfLength);
  length.writeUInt32BE(deflated.length);
  return Buffer.concat([length, deflated, ...bytes]);
}

/** @throws Error, ZodError or a zlib error when the bytes are not what `encodeReports` made. */
export function decodeReports(bytes: Uint8Array): KnownReport[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytesOfLength + all.readUInt32BE(0);
  const text = inflateSync(all.subarray(bytesOfLength, end)).toString('utf8');
  const { count, reports, locations, touched, shared } = parseDeflated(JSON.parse(text));
  const unshare = (columns: Columns) => exchange(columns, (place) => shared[Number(place)]);

  const columns = unshare(reports);
  let rest: Uint8Array = all.subarray(end);
  const keys = rest.subarray(0, rest.length - bytesOfDigests(columns));
  rest = rest.subarray(keys.length);
  for (const field of digests) {
    const { column, taken } = unpackDigests(columns[field] ?? [], rest);
    rest = rest.subarray(taken);
    if (columns[field]) columns[field] = column;
  }
  const touches = unpackTouches({ ...touched, keys });
  const places = toRows(unshare(locations), count);
  return toRows(columns, count).map((row, index) =>
    outOfStorage(row, { touched: touches[index] ?? [], location: places[index] ?? {} }),
  );
}

const bytesOfDigests = (columns: Columns): number =>
  digests
    .flatMap((field) => columns[field] ?? [])
    .reduce((sum: number, value) => sum + (typeof value === 'number' ? value : 0), 0);

function exchange(columns: Columns, change: (value: unknown) => unknown): Columns {
  const exchanged = { ...columns };
  for (const field of repeated) {
    const column = columns[field];
    if (column) exchanged[field] = column.map((value) => (value === null ? null : change(value)));
  }
  return exchanged;
}

/** The place in a batch that ends most revisions; the moment before it is that of the whole batch. */
const revisionOfPlace = /^(?<moment>.*:)(?<place>\d{9})$/s;

function inStorage({ reference, report }: KnownReport): Record<string, unknown> {
  const { touched: _, location: __, revision, submittedDigest, ...rest } = report;
  const { moment, place } = revisionOfPlace.exec(revision)?.groups ?? {};
  return {
    ...rest,
    reference,
    ...(place === undefined ? { revision } : { moment, place: Number(place) }),
    // Most submissions are the only version of their report.
    submittedDigest: submittedDigest === rest.digest ? true : submittedDigest,
  };
}

function outOfStorage(
  row: Record<string, unknown>,
  { touched, location }: { touched: RegisteredReport['touched']; location: object },
): KnownReport {
  const { reference, moment, place, revision, submittedDigest, ...rest } = row;
  const report = parseReport({
    ...rest,
    touched,
    revision: revision ?? `${moment}${String(place).padStart(9, '0')}`,
    ...(submittedDigest !== undefined && {
      submittedDigest: submittedDigest === true ? rest['digest'] : submittedDigest,
    }),
    ...(Object.keys(location).length > 0 && { location }),
  });
  return { reference: parseReference(reference), report };
}
