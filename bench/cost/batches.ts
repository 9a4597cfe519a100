import { zstdCompressSync } from 'node:zlib';
import { arrivalOf, entity } from './calendar.ts';
import type { Made } from './workload.ts';

/** A batch as it is sent: NDJSON, packed by zstd. */
export type Batch = {
  bytes: Uint8Array;
  plainBytes: number;
  reports: number;
  /** How many different clients it speaks of. */
  clients: number;
  lastNight: number;
};

/** Cuts reports into batches. */
export function* batchesOf(reports: Iterable<Made>, size: number): Generator<Batch> {
  let number = 0;
  let held: Made[] = [];
  const pack = () => {
    number += 1;
    const batch = batchOf(held, `NIGHTLY-${held.at(-1)?.night}-${size}-${number}`);
    held = [];
    return batch;
  };
  for (const made of reports) {
    held.push(made);
    if (held.length === size) yield pack();
  }
  if (held.length > 0) yield pack();
}

function batchOf(made: readonly Made[], batchReference: string): Batch {
  const lastNight = made.at(-1)?.night ?? 0;
  const header = {
    profile: 'transaction-report-batch/1',
    batchReference,
    submittingReportingEntityNumber: Number(entity),
    createdAt: new Date(arrivalOf(lastNight)).toISOString().replace('.000Z', '+00:00'),
  };
  const lines = [header, ...made.map(({ report }) => report)].map((line) => JSON.stringify(line));
  const text = Buffer.from(`${lines.join('\n')}\n`);
  return {
    bytes: zstdCompressSync(text),
    plainBytes: text.length,
    reports: made.length,
    clients: new Set(made.map(({ client }) => client)).size,
    lastNight,
  };
}
