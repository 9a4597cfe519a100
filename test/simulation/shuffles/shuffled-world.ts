import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { routingTableSchema } from '../../../lib/disclosures/recipient.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import { revisionOf } from '../../../lib/reports/revision.ts';
import type { Call, Fate } from '../../../local/simulated/call.ts';
import { type SimulatedCloud, simulatedCloud } from '../../../local/simulated/cloud.ts';
import { httpEvent } from '../../support/http-event.ts';
import {
  type FunctionName,
  type Handler,
  instanceOf,
  type Machine,
  type Scale,
} from '../world/functions.ts';
import type { Random } from '../world/seeded-random.ts';
import { makeStores, type Stores } from '../world/stores.ts';
import type { Parcel } from './arrangement.ts';

/** The machine in which one shuffle of the month is taken in. */
export type ShuffledWorld = {
  random: Random;
  cloud: SimulatedCloud;
  stores: Stores;
  /** What an instance of a function is made of. */
  machine: Machine;
  /** Lends an instance that does nothing else meanwhile. */
  use<T>(name: FunctionName, work: (handler: Handler) => Promise<T>): Promise<T>;
  /** Accepts a batch after all that were accepted before; asked again, it stays the same batch. */
  accept(parcel: Parcel, place: number): Promise<void>;
  /** Time goes by for queues, which forget what they have seen: milliseconds. */
  pass(milliseconds: number): void;
  /** What a revision stands for: the name of a telling. */
  tellingOf(revision: string): string;
};

/** When all that the machine does is done, by its own clocks. */
const now = '2026-11-02T15:00:00.000Z';
const firstAcceptance = Date.parse('2026-11-02T09:00:00Z');

const routing = routingTableSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../rules/routing/recipients.json', import.meta.url), 'utf8'),
  ),
);

/**
 * @param scale how much stands in heads before it is sealed.
 * @param steady whether calls end in the order in which they were made.
 */
export function shuffledWorld({
  random,
  rulebook,
  scale,
  steady,
}: {
  random: Random;
  rulebook: Rulebook;
  scale: Scale;
  steady: boolean;
}): ShuffledWorld {
  let time = Date.parse(now);
  const cloud = simulatedCloud({
    gate: steady ? () => 'done' : unsteadyGate(random),
    now: () => time,
    random: random.fraction,
  });
  const stores = makeStores(cloud);
  const accepted = new Map<string, string>();
  let batches = 0;
  const machine: Machine = {
    now: () => now,
    newId: () => v7({ msecs: firstAcceptance + 1000 * batches++, random: random.bytes(16) }),
    clients: cloud.clientsOf('machine'),
    stores,
    scale,
    rulebook,
    routing,
    pause: async () => {},
    newName: () => Buffer.from(random.bytes(16)).toString('hex'),
  };
  const idle = new Map<FunctionName, Handler[]>();

  async function use<T>(name: FunctionName, work: (handler: Handler) => Promise<T>): Promise<T> {
    const free = idle.get(name) ?? [];
    const handler = free.pop() ?? instanceOf(name, machine);
    idle.set(name, free);
    try {
      return await work(handler);
    } finally {
      free.push(handler);
    }
  }

  return {
    random,
    cloud,
    stores,
    machine,
    use,
    async accept(parcel, place) {
      const answer = await use('submit-batch', (submit) => submit(requestFor(parcel, place), {}));
      const { statusCode, body } = answer as { statusCode: number; body: string };
      if (statusCode !== 202) throw new Error(`a batch was answered with ${statusCode}: ${body}`);
      const { batchId } = JSON.parse(body) as { batchId: string };
      for (const [position, { name, report }] of parcel.tellings.entries()) {
        accepted.set(revisionOf(report.action, batchId, position), name);
      }
    },
    pass(milliseconds) {
      time += milliseconds;
    },
    tellingOf: (revision) => accepted.get(revision) ?? `unknown revision ${revision}`,
  };
}

function requestFor({ entity, tellings, form }: Parcel, place: number) {
  const header = {
    profile: 'transaction-report-batch/1',
    batchReference: `BATCH-${place}`,
    submittingReportingEntityNumber: Number(entity),
    createdAt: '2026-11-01T21:15:00-05:00',
  };
  const reports = tellings.map(({ report }) => report);
  const isJson = form === 'json';
  return httpEvent('POST /v1/batches', {
    claims: { sub: `clerk-${entity}`, scope: 'reporting-entity', entity },
    headers: {
      'idempotency-key': `key-${place}`,
      'content-type': isJson ? 'application/json' : 'application/x-ndjson',
    },
    body: isJson
      ? JSON.stringify({ ...header, reports })
      : `${[header, ...reports].map((line) => JSON.stringify(line)).join('\n')}\n`,
  });
}

/** Some calls end later than others that were made after them. */
const unsteadyGate =
  (random: Random) =>
  (_call: Call): Fate | Promise<Fate> =>
    random.happens(0.3) ? after(random.int(1, 30)) : 'done';

async function after(turns: number): Promise<Fate> {
  for (let turn = 0; turn < turns; turn += 1) await undefined;
  return 'done';
}
