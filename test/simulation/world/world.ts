import { readFileSync } from 'node:fs';
import { routingTableSchema } from '../../../lib/disclosures/recipient.ts';
import { placeOf } from '../../../lib/reports/register/place.ts';
import { type SimulatedCloud, simulatedCloud } from '../../../local/simulated/cloud.ts';
import { rulebooks } from '../rulebook.ts';
import type { AwaitPoints } from './await-points.ts';
import { type Faults, seededFaults } from './faults.ts';
import type { Scale } from './functions.ts';
import { type Length, lengthOf } from './length.ts';
import { type Machines, simulatedMachines } from './machines.ts';
import { type Scheduler, seededScheduler } from './scheduler.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { type SimulatedClock, simulatedClock } from './simulated-clock.ts';
import { passPausesBy } from './simulated-pause.ts';
import { makeStores, type Stores } from './stores.ts';
import { type Temper, temperOf } from './temper.ts';
import { newTrace, type Trace } from './trace.ts';

/** One history's world: the machine on simulated services, and what moves it. */
export type World = {
  seed: number;
  length: Length;
  temper: Temper;
  /** Whether people go on with the cases after everything came to rest, and reports come in then. */
  isInTwoParts: boolean;
  random: Random;
  clock: SimulatedClock;
  cloud: SimulatedCloud;
  stores: Stores;
  scheduler: Scheduler;
  machines: Machines;
  faults: Faults;
  trace: Trace;
  scale: Scale;
  /** What must never happen and did. */
  failures: Failure[];
  fail(oracle: string, message: string): void;
};

/**
 * So little in a head that each report, or two of them, make a chunk, and few chunks are packed
 * together.
 */
const small = (random: Random): Scale => ({
  sealAbove: random.pick([1, 300]),
  openEntries: 6,
  bounds: { recentBytes: 400, recordsPerPage: 1, chunksPerLevel: 2, mostRecords: 1000 },
});

/** All reports on one shelf, so that those who write there meet. */
const onOneShelf = (reference: string) => ({ ...placeOf(reference), shelf: '0' });

export type Failure = { oracle: string; message: string };

const routing = routingTableSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../rules/routing/recipients.json', import.meta.url), 'utf8'),
  ),
);

export function newWorld(
  seed: number,
  { points, keepLines }: { points: AwaitPoints; keepLines: boolean },
): World {
  const random = seededRandom(seed);
  const clock = simulatedClock();
  const trace = newTrace({ keepLines });
  const length = lengthOf(seed);
  const temper = temperOf(seed);
  const faults = seededFaults({ seed, length, temper }, random, points);
  passPausesBy(() => scheduler.pause('somebody'));
  const scheduler = seededScheduler({
    random,
    faults,
    trace,
    points,
    isDead: (actor) => machines.isDead(actor),
    isSlow: (actor, next) => machines.isSlow(actor, next),
    goesOn: (actor, call) => machines.goesOn(actor, call),
    isDoomed: (actor, call) => machines.isDoomed(actor, call),
    died: (actor) => machines.die(actor),
  });
  const cloud = simulatedCloud({
    gate: scheduler.gate,
    now: clock.now,
    random: random.fraction,
  });
  const stores = makeStores(cloud);
  const isInTwoParts = random.happens(length === 'tiny' ? temper.secondPart : 0.4);
  const scale: Scale = {
    ...(random.happens(temper.small) && small(random)),
    ...(random.happens(0.6) && { placeOf: onOneShelf }),
  };
  const machines = simulatedMachines({
    scale,
    temper,
    cloud,
    stores,
    clock,
    random,
    routing,
    rulebook: rulebooks[0],
    pause: scheduler.pause,
  });
  const failures: Failure[] = [];
  const fail = (oracle: string, message: string) => {
    trace.note(`FAILURE ${oracle}: ${message}`);
    failures.push({ oracle, message });
  };
  return {
    seed,
    length,
    temper,
    isInTwoParts,
    random,
    clock,
    cloud,
    stores,
    scheduler,
    machines,
    faults,
    trace,
    scale,
    failures,
    fail,
  };
}
