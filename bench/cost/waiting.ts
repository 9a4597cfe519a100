import type { Call } from '../../local/simulated/call.ts';

/**
 * How long a request to each service takes until it is answered, in milliseconds: what is usual within
 * one region. An assumption, not a measurement.
 */
export const answerMs = { dynamodb: 4, s3: 25, sqs: 8, kms: 0 } as const;

/** Holds calls back, and counts how long a function would have waited for all of its answers. */
export type Waiting = {
  /** Resolves when the call is answered. */
  answered(service: Call['service']): Promise<void>;
  /** Milliseconds since the beginning; what is asked for at the same time is waited for once. */
  now(): number;
};

/**
 * Time that passes only while everybody waits: whenever nothing else is left to do, the next answer
 * comes, and it is as late as it would be.
 */
export function waiting(): Waiting {
  let now = 0;
  let pending: { due: number; answer: () => void }[] = [];
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || pending.length === 0) return;
    isPlanned = true;
    setImmediate(next);
  }

  function next(): void {
    isPlanned = false;
    now = pending.reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY);
    const ready = pending.filter(({ due }) => due === now);
    pending = pending.filter(({ due }) => due > now);
    for (const { answer } of ready) answer();
    plan();
  }

  return {
    now: () => now,
    answered: (service) =>
      new Promise((answer) => {
        pending.push({ due: now + answerMs[service], answer });
        plan();
      }),
  };
}
