import type { Call } from '../../local/simulated/call.ts';
import { type SimulatedCloud, simulatedCloud } from '../../local/simulated/cloud.ts';
import { makeStores, type Stores } from '../../test/simulation/world/stores.ts';
import { arrivalOf } from './calendar.ts';
import { type Calls, countedCalls } from './calls.ts';
import { type KeptElsewhere, keptElsewhere, removedVersions } from './kept-elsewhere.ts';
import type { SdkTime } from './sdk-time.ts';
import { type Stage, type StagedMeter, stagedMeter } from './stages.ts';
import { waiting } from './waiting.ts';

/** A cloud that bills, with the stores of the machine. */
export type MeteredCloud = {
  cloud: SimulatedCloud;
  stores: Stores;
  meter: StagedMeter;
  calls: Calls;
  kept: KeptElsewhere;
  /** What is asked of the cloud from now on is asked by this stage. */
  enter(stage: Stage | 'before'): void;
  stage(): Stage | 'before';
  /** Since the beginning: what the SDK would have taken, and how long answers would have been waited for. */
  spent(): { sdkMs: number; waitMs: number };
  /** Epoch milliseconds. */
  now(): number;
  /** Lets a second pass, or more until a night's batches arrive. */
  advanceTo(night: number): void;
};

/** @param sdk what each request takes in the SDK, which is not there before a cloud in this process. */
export function meteredCloud(sdk: SdkTime): MeteredCloud {
  const meter = stagedMeter();
  const calls = countedCalls();
  const answers = waiting();
  let stage: Stage | 'before' = 'before';
  let now = arrivalOf(0);
  let sdkMs = 0;
  const cloud = simulatedCloud({
    gate: async (call: Call) => {
      if (stage !== 'before') calls.count(stage, call);
      sdkMs += sdk[call.service];
      if (call.service === 's3') removed.see(call);
      await answers.answered(call.service);
      return 'done' as const;
    },
    now: () => now,
    random: Math.random,
    meter: meter.meter,
  });
  const stores = makeStores(cloud);
  const removed = removedVersions(meter.meter, stores.buckets.ledger);
  return {
    cloud,
    stores,
    meter,
    calls,
    kept: keptElsewhere(meter.meter),
    enter(next) {
      stage = next;
      meter.enter(next);
    },
    stage: () => stage,
    spent: () => ({ sdkMs, waitMs: answers.now() }),
    now: () => now,
    advanceTo(night) {
      now = Math.max(now + 1000, arrivalOf(night));
    },
  };
}
