import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { arrivalOf, entity } from '../cost/calendar.ts';
import { clientOf, draws } from '../cost/population.ts';
import { reportOf } from '../cost/reports.ts';

/** So many reports of each client, over as many days; the clients come one after the other, as an export by account. */
const reportsPerClient = 8;

/**
 * Writes one batch of synthetic reports as NDJSON.
 *
 * @param isPacked with zstd, as the command line packs it on the way.
 * @returns the path of the file.
 */
export async function writeBatchFile(
  directory: string,
  reports: number,
  isPacked = false,
): Promise<string> {
  const path = join(directory, `${reports}-reports.ndjson${isPacked ? '.zst' : ''}`);
  const lines = Readable.from(linesOf(reports));
  if (isPacked) await pipeline(lines, createZstdCompress(), createWriteStream(path));
  else await pipeline(lines, createWriteStream(path));
  return path;
}

function* linesOf(reports: number): Generator<string> {
  const header = {
    profile: 'transaction-report-batch/1',
    batchReference: `INGEST-${reports}`,
    submittingReportingEntityNumber: Number(entity),
    createdAt: new Date(arrivalOf(reportsPerClient)).toISOString().replace('.000Z', '+00:00'),
  };
  yield `${JSON.stringify(header)}\n`;
  for (let number = 0, written = 0; written < reports; number += 1) {
    const client = clientOf(number);
    for (let night = 0; night < reportsPerClient && written < reports; night += 1) {
      written += 1;
      yield `${JSON.stringify(reportOf(client, night, 0, draws(number, night)))}\n`;
    }
  }
}
