import { owners, type ProcessorTime } from './processor-time.ts';

const mostFunctions = 15;
const mostSources = 20;
const mostBuiltins = 12;

/** What the benchmark tells of one ingestion; milliseconds. */
export type Ingestion = {
  reports: number;
  bytes: number;
  sendingMs: number;
  /** From the first request to the last receipt. */
  wallMs: number;
  turns: number;
  time: ProcessorTime;
  unpackMs: number;
  parseMs: number;
  /** Processor time of all threads of the process that runs the stack, of its first one, of its children. */
  process: number;
  firstThread: number;
  children: number | undefined;
  /** How many wanted a processor, when it began and when it had ended. */
  load: readonly [number, number];
  processors: number;
};

/** Our code, the libraries that it uses, and the unpacking that threads of Node's own do for it. */
export const ourMs = ({ time, unpackMs, turns }: Ingestion): number =>
  (time.byOwner.get('ours') ?? 0) +
  (time.byOwner.get('libraries') ?? 0) +
  unpackMs * readings(turns);

/** How often the file is unpacked: once to accept it, then by each turn as far as that gets. */
const readings = (turns: number): number => 1 + (turns + 1) / 2;

export function tableOf(ingestion: Ingestion): string {
  return [...wholeOf(ingestion), '', ...sharesOf(ingestion), '', ...partsOf(ingestion)].join('\n');
}

function wholeOf(ingestion: Ingestion): string[] {
  const { reports, bytes, sendingMs, wallMs, turns, load, processors } = ingestion;
  const perSecond = Math.round((1000 * reports) / wallMs);
  return [
    `${reports} reports, ${Math.round(bytes / reports)} bytes each; ${processors} processors, load ${load.map((one) => one.toFixed(1)).join(' to ')}`,
    `${seconds(wallMs)} s from the first request to the last receipt: ${perSecond} reports a second`,
    `  of these ${seconds(sendingMs)} s to pack and send; ${turns} turns of the function`,
  ];
}

const words = {
  ours: 'our code',
  libraries: 'libraries that it uses (zod …)',
  sdk: 'AWS SDK',
  node: 'Node: connections, streams, timers',
};

function sharesOf(ingestion: Ingestion): string[] {
  const { time, wallMs, unpackMs, turns, parseMs } = ingestion;
  const row = (name: string, ms: number) =>
    `${name.padEnd(44)}${seconds(ms).padStart(8)} s ${percent(ms / wallMs)} of the time, ${(ms / parseMs).toFixed(2).padStart(6)} × JSON.parse`;
  const rest = ingestion.process - ingestion.firstThread - time.total;
  return [
    row('JSON.parse of every line', parseMs),
    'Processor time of the function that ingests:',
    ...owners.map((owner) => row(`  ${words[owner]}`, time.byOwner.get(owner) ?? 0)),
    row('  unpacking, by threads of Node (measured apart)', unpackMs * readings(turns)),
    row('  (garbage collection, within the above)', time.garbage),
    row('Waiting for the local servers and processors', wallMs - time.total),
    row('OURS: code, libraries, unpacking', ourMs(ingestion)),
    'Processor time beside it:',
    row('  first thread: S3, guards, API, sending', ingestion.firstThread),
    row('  other functions, threads of Node', rest),
    ...(ingestion.children === undefined
      ? []
      : [row('  processes of DynamoDB and SQS', ingestion.children)]),
  ];
}

function partsOf({ time, parseMs }: Ingestion): string[] {
  const line = (ms: number) =>
    `${seconds(ms).padStart(8)} s ${(ms / parseMs).toFixed(2).padStart(6)} ×`;
  const functions = [...time.functions];
  const bySelf = functions.toSorted(([, a], [, b]) => b.self - a.self).slice(0, mostFunctions);
  const byAll = functions.toSorted(([, a], [, b]) => b.all - a.all).slice(0, mostFunctions);
  return [
    'Our functions, in themselves (with what they call of Node and the engine):',
    ...bySelf.map(([name, { self, all }]) => `${line(self)} (all ${seconds(all)} s)  ${name}`),
    '',
    'Our functions, with all they call before they wait:',
    ...byAll.map(([name, { all }]) => `${line(all)}  ${name}`),
    '',
    'Files and libraries:',
    ...largest(time.bySource, mostSources).map(([name, ms]) => `${line(ms)}  ${name}`),
    '',
    'What these called of Node and the engine:',
    ...largest(time.builtins, mostBuiltins).map(([name, ms]) => `${line(ms)}  ${name}`),
  ];
}

const largest = (sums: ReadonlyMap<string, number>, most: number) =>
  [...sums].sort(([, a], [, b]) => b - a).slice(0, most);

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
