import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { asDeployed } from '../infra/bundle.ts';
import { ingestMemory } from '../infra/ingest-memory.ts';
import { writeBatchFile } from './ingest/batch-file.ts';

/*
 * `npm run bench:memory [-- --megabytes 1024]`: how much memory a batch of 1 GB takes: to read it from
 * its first byte to its last verdict, in each form of any length; and to ingest it whole, over stores
 * that keep nothing. Each is done in a process of its own that is bundled and started as `ingest-batch`
 * is in the cloud. The baseline is whole ingestion as Node is by default. Progress goes to standard
 * error; the last line on standard output is one JSON object.
 */

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '1024' } } });
const megabytes = Number(values.megabytes);
if (!Number.isInteger(megabytes) || megabytes < 1) {
  throw new RangeError('whole megabytes are wanted');
}

/** What one report of the upload takes, unpacked. */
const bytesOfReport = 1526;

type Measured = { records: number; seconds: number; peakRssMb: number };

/** Nothing of what this process was started with is handed on. */
const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !(name in ingestMemory)));

const directory = await mkdtemp(join(tmpdir(), 'moneytrail-memory-'));
buildSync({
  entryPoints: ['bench/read-long-batch.ts', 'bench/ingest-long-batch.ts'],
  outdir: directory,
  outExtension: { '.js': '.mjs' },
  ...asDeployed,
});

function run(
  name: string,
  [script, ...options]: readonly [script: string, ...options: string[]],
  environment: NodeJS.ProcessEnv,
): Measured {
  const printed = execFileSync(process.execPath, [join(directory, `${script}.mjs`), ...options], {
    encoding: 'utf8',
    env: environment,
  });
  const measured: Measured = JSON.parse(printed);
  const { records, seconds, peakRssMb } = measured;
  console.error(
    `${name}: ${records} records in ${seconds} s of processor time, ${peakRssMb} MB at most`,
  );
  return measured;
}

const asInTheCloud = { ...plain, ...ingestMemory };

async function measureAll() {
  const read = (form: string) =>
    run(`read ${form}`, ['read-long-batch', form, String(megabytes)], asInTheCloud);
  const reports = Math.ceil((megabytes * 2 ** 20) / bytesOfReport);
  const path = await writeBatchFile(directory, reports, true);
  return {
    ndjson: read('ndjson'),
    csv: read('csv'),
    whole: run('ingest whole', ['ingest-long-batch', path, 'small-heap'], asInTheCloud),
    byDefault: run('ingest whole, Node by default', ['ingest-long-batch', path], plain),
  };
}

const { ndjson, csv, whole, byDefault } = await measureAll().finally(() =>
  rm(directory, { recursive: true }),
);
console.log(
  JSON.stringify({
    bench: 'memory',
    node: process.version,
    megabytes,
    ndjsonPeakRssMb: ndjson.peakRssMb,
    csvPeakRssMb: csv.peakRssMb,
    ingestPeakRssMb: whole.peakRssMb,
    baseline: 'whole ingestion, Node by default',
    baselinePeakRssMb: byDefault.peakRssMb,
    ingestVsBaseline: Number((whole.peakRssMb / byDefault.peakRssMb).toFixed(2)),
    ndjsonMbPerSecond: Math.round(megabytes / ndjson.seconds),
    csvMbPerSecond: Math.round(megabytes / csv.seconds),
    ingestMbPerSecond: Math.round(megabytes / whole.seconds),
    ndjsonRecords: ndjson.records,
    csvRecords: csv.records,
    ingestRecords: whole.records,
  }),
);
