import { v7 } from 'uuid';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import {
  type FunctionName,
  type Handler,
  instanceOf,
  type Machine,
} from '../../test/simulation/world/functions.ts';
import type { MeteredCloud } from './metered-cloud.ts';
import { type Stage, stages } from './stages.ts';

/** The function of each stage and its MB, as in infra/constructs. */
export const functions = {
  submit: { name: 'request-upload', memory: 512 },
  ingest: { name: 'ingest-batch', memory: 1769 },
  evaluate: { name: 'evaluate-subjects', memory: 1769 },
  assemble: { name: 'assemble-disclosure', memory: 1024 },
} as const satisfies Record<Stage, { name: FunctionName; memory: number }>;

/**
 * What the function of a stage took over all its runs: of this machine's processor, the cloud in this
 * process included; what the SDK would take besides; and how long it would have waited for answers.
 */
type Times = { runs: number; cpuMs: number; sdkMs: number; waitMs: number };

export type Functions = {
  times: Record<Stage, Times>;
  /** Runs the function of a stage on an event; its time is billed. */
  run(stage: Stage, event: unknown): Promise<unknown>;
};

/** What a function may take at most. */
const timeoutMs = 900_000;

/** One instance of each function, which stays warm. */
export function meteredFunctions(cloud: MeteredCloud, rulebook: Rulebook): Functions {
  const times = {} as Functions['times'];
  const handlers = {} as Record<Stage, Handler>;
  for (const stage of stages) {
    const { name } = functions[stage];
    times[stage] = { runs: 0, cpuMs: 0, sdkMs: 0, waitMs: 0 };
    handlers[stage] = instanceOf(name, machineFor(cloud, rulebook, name));
  }
  return {
    times,
    async run(stage, event) {
      const { name, memory } = functions[stage];
      const [began, before, cpu] = [performance.now(), cloud.spent(), process.cpuUsage()];
      const getRemainingTimeInMillis = () => timeoutMs - (performance.now() - began);
      const answer = await handlers[stage](event, { getRemainingTimeInMillis });
      const { user, system } = process.cpuUsage(cpu);
      const cpuMs = (user + system) / 1000;
      const sdkMs = cloud.spent().sdkMs - before.sdkMs;
      cloud.meter.meter.lambda(name, cpuMs + sdkMs, memory);
      if (cloud.stage() === 'before') return answer;
      const spent = times[stage];
      spent.runs += 1;
      spent.cpuMs += cpuMs;
      spent.sdkMs += sdkMs;
      spent.waitMs += cloud.spent().waitMs - before.waitMs;
      return answer;
    },
  };
}

export const machineFor = (
  { cloud, stores, now }: MeteredCloud,
  rulebook: Rulebook,
  actor: string,
): Machine => ({
  now: () => new Date(now()).toISOString(),
  newId: () => v7({ msecs: now() }),
  newName: () => v7({ msecs: now() }),
  scale: {},
  clients: cloud.clientsOf(actor),
  stores,
  rulebook,
  // Nothing is disclosed here.
  routing: undefined as never,
  pause: async () => {},
});
