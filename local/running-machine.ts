import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpApi, LocalAnswer } from './api/http-api.ts';
import type { Cloud } from './cloud.ts';
import { region } from './emulators.ts';
import { Fleet, reasonableConcurrency } from './functions/fleet.ts';
import type { InvocationReport } from './functions/function-pool.ts';
import { requireRightsToFeed } from './permissions/feeding.ts';
import { Poller } from './queues/poller.ts';
import { type QueueState, queueStates } from './queues/queue-states.ts';
import { startSchedules } from './schedules.ts';
import type { Machine } from './template/machine.ts';
import { accountId } from './template/names.ts';

export type RunningMachine = {
  queues: () => Promise<QueueState[]>;
  idle: () => Promise<void>;
  stop: () => Promise<void>;
};

export type MachineOptions = {
  machine: Machine;
  cloud: Cloud;
  api: HttpApi;
  local: LocalAnswer;
  dataDirectory: string;
  onStart: (functionName: string) => void;
  onInvocation: (report: InvocationReport) => void;
};

const graceMs = 3000;

/** Sets the machine of the template in motion: functions, what starts them, and a way to stop. */
export function runMachine(options: MachineOptions): RunningMachine {
  const { machine, cloud, api, local, dataDirectory, onStart, onInvocation } = options;
  requireRightsToFeed(machine);
  let invocations = 0;
  const fleet = new Fleet({
    machine,
    endpoints: cloud.endpoints,
    region,
    logDirectory: join(dataDirectory, 'logs'),
    onStart,
    onInvocation: (report) => {
      invocations++;
      onInvocation(report);
    },
  });
  const pollers = machine.mappings.map(({ functionRef, maxConcurrency, ...mapping }) => {
    const name = mapping.queueArn.split(':').at(-1);
    return new Poller({
      ...mapping,
      region,
      client: cloud.sqs,
      queueUrl: `${cloud.sqsEndpoint}/${accountId}/${name}`,
      concurrency: reasonableConcurrency(maxConcurrency),
      invoke: (event) => fleet.invoke(functionRef, event),
    });
  });
  const schedules = startSchedules(machine.schedules, (arn, event) => fleet.invoke(arn, event));
  api.serve({ routes: machine.routes, local, invoke: (arn, event) => fleet.invoke(arn, event) });

  const deadLetters = new Set(
    machine.queues.filter((queue) => queue.deadLetters).map(({ name }) => name),
  );
  const isQuiet = async () => {
    if (fleet.running > 0 || cloud.s3.pending()) return false;
    if (pollers.some(({ working }) => working > 0)) return false;
    const states = await queueStates(cloud.sqsEndpoint);
    return states.every(
      ({ name, waiting, inFlight, delayed }) =>
        deadLetters.has(name) || waiting + inFlight + delayed === 0,
    );
  };

  return {
    queues: () => queueStates(cloud.sqsEndpoint),
    idle: async () => {
      // A look at many things takes time: only two in a row with nothing between them count.
      for (let quietSince = -1; ; await sleep(20)) {
        const before = invocations;
        const quiet = (await isQuiet()) && invocations === before;
        if (quiet && quietSince === before) return;
        quietSince = quiet ? before : -1;
      }
    },
    stop: async () => {
      schedules.stop();
      const finished = Promise.all([api.stop(), ...pollers.map((poller) => poller.stop())]);
      await Promise.race([finished, sleep(graceMs, undefined, { ref: false })]);
      // Whatever still runs is cut off; its messages come back at the next start.
      await fleet.stop();
      await finished;
    },
  };
}
