import type { RoutingTable } from '../../../lib/disclosures/recipient.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { SimulatedCloud } from '../../../local/simulated/cloud.ts';
import { type FunctionName, type Handler, instanceOf, type Scale } from './functions.ts';
import type { Random } from './seeded-random.ts';
import { type SimulatedClock, skewedClock } from './simulated-clock.ts';
import type { Stores } from './stores.ts';

/** How an invocation ended. Nobody learns anything of an instance that died. */
export type End =
  | { kind: 'answered'; value: unknown }
  | { kind: 'threw'; error: unknown }
  | { kind: 'died' };

/** The instances of all functions: each does one thing at a time, and is used again while it lives. */
export type Machines = {
  start(name: FunctionName, event: unknown, onEnd: (end: End) => void, context?: unknown): void;
  /** How many invocations have not ended. */
  running(): number;
  isDead(actor: string): boolean;
  /** Whether what the instance does now takes far longer than what others do. */
  isSlow(actor: string): boolean;
  die(actor: string): void;
  /** New instances are deployed with this rulebook; those that live are used on. */
  deploy(rulebook: Rulebook): void;
  /** What was deployed before is not started again. */
  retire(): void;
};

/** Those who meet others only if they take long. */
const oftenSlow: Partial<Record<FunctionName, number>> = {
  'ingest-batch': 0.2,
  'assemble-disclosure': 0.2,
  'dispatch-disclosure': 0.5,
};

type Instance = { actor: string; handler: Handler; generation: number };

export function simulatedMachines({
  cloud,
  stores,
  clock,
  random,
  routing,
  scale,
  rulebook: first,
  pause,
}: {
  cloud: SimulatedCloud;
  stores: Stores;
  clock: SimulatedClock;
  random: Random;
  routing: RoutingTable;
  scale: Scale;
  rulebook: Rulebook;
  pause: (actor: string) => Promise<void>;
}): Machines {
  const idle = new Map<FunctionName, Instance[]>();
  const dead = new Set<string>();
  const slow = new Set<string>();
  let [made, running, generation, oldest, rulebook] = [0, 0, 0, 0, first];

  function make(name: FunctionName): Instance {
    made += 1;
    const actor = `${name}#${made}`;
    const machine = {
      ...skewedClock(clock, skewOf(random), random),
      clients: cloud.clientsOf(actor),
      stores,
      scale,
      rulebook,
      routing,
      pause: () => pause(actor),
      newName: () => Buffer.from(random.bytes(16)).toString('hex'),
    };
    return { actor, handler: instanceOf(name, machine), generation };
  }

  function take(name: FunctionName): Instance {
    const free = (idle.get(name) ?? []).filter((one) => one.generation >= oldest);
    // More often than not the platform has a warm one.
    const warm = free.length > 0 && random.happens(0.8) ? random.pick(free) : undefined;
    idle.set(
      name,
      free.filter((one) => one !== warm),
    );
    return warm ?? make(name);
  }

  return {
    start(name, event, onEnd, context = {}) {
      const instance = take(name);
      running += 1;
      if (random.happens(oftenSlow[name] ?? 0.1)) slow.add(instance.actor);
      const end = (ended: End) => {
        running -= 1;
        slow.delete(instance.actor);
        if (dead.has(instance.actor)) return onEnd({ kind: 'died' });
        idle.get(name)?.push(instance);
        return onEnd(ended);
      };
      instance.handler(event, context).then(
        (value) => end({ kind: 'answered', value }),
        (error) => end({ kind: 'threw', error }),
      );
    },
    running: () => running,
    isDead: (actor) => dead.has(actor),
    isSlow: (actor) => slow.has(actor),
    die: (actor) => dead.add(actor),
    deploy(next) {
      rulebook = next;
      generation += 1;
    },
    retire() {
      oldest = generation;
    },
  };
}

/** Clocks of machines differ by a second or two, now and then by a minute. */
const skewOf = (random: Random): number =>
  random.happens(0.1) ? random.int(-90_000, 90_000) : random.int(-1500, 1500);
