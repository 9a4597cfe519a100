import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../local/cli/api.ts';
import { openBatchFile } from '../local/cli/batch-file.ts';
import { progressOn } from '../local/cli/progress.ts';
import { submitFile } from '../local/cli/submit.ts';
import { watchBatch } from '../local/cli/watch-batch.ts';
import { startStack } from '../local/stack.ts';
import { parseMs, unpackMs } from './ingest/baseline.ts';
import { writeBatchFile } from './ingest/batch-file.ts';
import { descendantsMs } from './ingest/processes.ts';
import { processorTime } from './ingest/processor-time.ts';
import { collectProfiles, profilingOptions, watchedFunction } from './ingest/profiles.ts';
import { type Ingestion, ourMs, tableOf } from './ingest/table.ts';
import { rounded } from './rounds.ts';

/*
 * `npm run bench:ingest`: a file of reports through the stack on this machine, sent as the command line
 * sends it, and whose code took how much of the time until every record had its receipt. The last line
 * on standard output is one JSON object.
 */

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '100000' },
    /** Ends with the last receipt, without waiting until all is judged and assembled. */
    short: { type: 'boolean', default: false },
  },
});
const reports = Number(values.reports);
const say = (text: string) => console.error(text);

/** In nobody's way. */
const limits = {
  default: {
    batchesPerMinute: 60_000,
    bytesPerMinute: 2 ** 40,
    waitingRecords: 100_000_000,
    expectedRecordsPerMinute: 1_000_000,
  },
  entities: {},
};

const directory = await mkdtemp(join(tmpdir(), 'moneytrail-ingest-'));
try {
  const path = await writeBatchFile(directory, reports);
  say(`${path}: ${((await stat(path)).size / 2 ** 20).toFixed(0)} MiB`);
  const { ingestion, idleMs } = await ingest(path);
  if (idleMs !== undefined) {
    console.log(`${(idleMs / 1000).toFixed(1)} s until all was judged and assembled\n`);
  }
  console.log(JSON.stringify(resultOf(ingestion, idleMs)));
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Shows the table as soon as every record has its receipt. */
async function ingest(path: string) {
  let turns = 0;
  const stack = await startStack({
    dataDirectory: join(directory, 'data'),
    environment: { INTAKE_LIMITS: JSON.stringify(limits), NODE_OPTIONS: profilingOptions },
    onSynthesis: () => say('Reading the infrastructure (some seconds, once a change) …'),
    onInvocation: ({ function: name, failure }) => {
      if (name === watchedFunction) turns += 1;
      if (failure !== undefined) say(`${name}: ${failure}`);
    },
  });
  try {
    const token = await stack.signIn('reporting-entity');
    const began = performance.now();
    const sent = await send(path, connect({ api: stack.url, token }));
    const ingestion: Ingestion = {
      reports,
      bytes: (await stat(path)).size,
      ...sent,
      turns,
      time: processorTime(await collectProfiles(availableParallelism())),
      unpackMs: await unpackMs(path),
      parseMs: await parseMs(path),
      processors: availableParallelism(),
    };
    console.log(`${tableOf(ingestion)}\n`);
    if (values.short) return { ingestion, idleMs: undefined };
    await stack.idle();
    return { ingestion, idleMs: performance.now() - began };
  } finally {
    await stack.stop();
  }
}

async function send(path: string, api: ReturnType<typeof connect>) {
  const progress = progressOn(process.stderr);
  const load = loadavg()[0] ?? 0;
  const before = { process: process.cpuUsage(), thread: process.threadCpuUsage() };
  const children = descendantsMs();
  const began = performance.now();
  const { batchId } = await submitFile(api, await openBatchFile(path), { progress });
  const sendingMs = performance.now() - began;
  say(`sent in ${(sendingMs / 1000).toFixed(1)} s`);
  const { status, counts } = await watchBatch(api, batchId, progress);
  const wallMs = performance.now() - began;
  const taken = (counts.accepted ?? 0) + (counts.acceptedWithWarnings ?? 0);
  if (status !== 'completed' || taken !== reports) {
    throw new Error(`The batch is ${status}: ${JSON.stringify(counts)}`);
  }
  const childrenNow = descendantsMs();
  return {
    sendingMs,
    wallMs,
    process: milliseconds(process.cpuUsage(before.process)),
    firstThread: milliseconds(process.threadCpuUsage(before.thread)),
    children:
      children === undefined || childrenNow === undefined ? undefined : childrenNow - children,
    load: [load, loadavg()[0] ?? 0] as const,
  };
}

function milliseconds({ user, system }: { user: number; system: number }): number {
  return (user + system) / 1000;
}

function resultOf(ingestion: Ingestion, idleMs: number | undefined) {
  const { wallMs, parseMs: parse, time } = ingestion;
  const ours = ourMs(ingestion);
  return {
    bench: 'ingest',
    node: process.version,
    reports,
    reportsPerSecond: Math.round((1000 * reports) / wallMs),
    ourShare: rounded(ours / wallMs, 3),
    sdkShare: rounded((time.byOwner.get('sdk') ?? 0) / wallMs, 3),
    waitingShare: rounded((wallMs - time.total) / wallMs, 3),
    ourTimeVsParse: rounded(ours / parse),
    ...(idleMs !== undefined && { secondsUntilAssembled: rounded(idleMs / 1000, 1) }),
  };
}
