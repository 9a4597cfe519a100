import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBatchFile } from './ingest/batch-file.ts';

/*
 * `npm run bench:memory [-- MEGABYTES]`: how much memory it takes to read a batch of 1 GB from its
 * first byte to its last verdict, in each form of any length; and to ingest an upload of that size,
 * over stores that keep nothing. Each is done in a process of its own. Progress goes to standard error;
 * the last line on standard output is one JSON object.
 */

const megabytes = Number(process.argv[2] ?? 1024);
if (!Number.isInteger(megabytes) || megabytes < 1) {
  throw new RangeError('whole megabytes are wanted');
}

/** What one report of the upload takes, unpacked. */
const bytesOfReport = 1526;
const smallYoungGeneration = '--max-semi-space-size=16';

type Reading = { records: number; seconds: number; peakRssMb: number };

const run = (name: string, script: readonly string[]): Reading => {
  const printed = execFileSync(
    process.execPath,
    ['--require', './local/require-node.cjs', ...script],
    { encoding: 'utf8' },
  );
  const reading: Reading = JSON.parse(printed);
  const { records, seconds, peakRssMb } = reading;
  console.error(
    `${name}: ${records} records in ${seconds} s of processor time, ${peakRssMb} MB at most`,
  );
  return reading;
};
const read = (form: string): Reading =>
  run(form, ['bench/read-long-batch.ts', form, String(megabytes)]);

const [ndjson, csv] = [read('ndjson'), read('csv')];
const directory = await mkdtemp(join(tmpdir(), 'moneytrail-memory-'));
const [ingested, ingestedSmall] = await ingestTwice().finally(() =>
  rm(directory, { recursive: true }),
);
console.log(
  JSON.stringify({
    bench: 'memory',
    node: process.version,
    megabytes,
    ndjsonPeakRssMb: ndjson.peakRssMb,
    csvPeakRssMb: csv.peakRssMb,
    ingestPeakRssMb: ingested.peakRssMb,
    ingestPeakRssMbSemiSpace16: ingestedSmall.peakRssMb,
    ndjsonMbPerSecond: Math.round(megabytes / ndjson.seconds),
    csvMbPerSecond: Math.round(megabytes / csv.seconds),
    ndjsonRecords: ndjson.records,
    csvRecords: csv.records,
    ingestRecords: ingested.records,
  }),
);

/** With what Node has by default, and with a young generation that stays small. */
async function ingestTwice(): Promise<[Reading, Reading]> {
  const reports = Math.ceil((megabytes * 2 ** 20) / bytesOfReport);
  const path = await writeBatchFile(directory, reports, true);
  const script = ['bench/ingest-long-batch.ts', path];
  return [
    run('ingest', script),
    run(`ingest ${smallYoungGeneration}`, [smallYoungGeneration, ...script]),
  ];
}
