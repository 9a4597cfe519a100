import type { RoutingTable } from '../../../lib/disclosures/recipient.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { Call } from '../../../local/simulated/call.ts';
import type { SimulatedCloud } from '../../../local/simulated/cloud.ts';
import { type FunctionName, type Handler, instanceOf, type Scale } from './functions.ts';
import { afterCall, isWrite, type LongStop, longStop, stopsAt } from './long-stop.ts';
import type { Random } from './seeded-random.ts';
import { type SimulatedClock, skewedClock } from './simulated-clock.ts';
import type { Stores } from './stores.ts';
import type { Temper } from './temper.ts';

/** How an invocation ended. Nobody learns anything of an instance that died. */
export type End =
  | { kind: 'answered'; value: unknown }
  | { kind: 'threw'; error: unknown }
  | { kind: 'died' };

/** What is planned for an invocation: after so many of its writes it dies, or it stops for long. */
export type Plan = { diesAfter: number } | { stop: LongStop };

/** The instances of all functions: each does one thing at a time, and is used again while it lives. */
export type Machines = {
  start(
    name: FunctionName,
    event: unknown,
    onEnd: (end: End) => void,
    options?: { context?: unknown; plan?: Plan | undefined },
  ): void;
  /** How many invocations have not ended. */
  running(): number;
  /** How many answers with personal data have left. */
  shown(): number;
  isDead(actor: string): boolean;
  /** Whether the instance has stopped in the middle of what it does, for far longer than others take. */
  isSlow(actor: string, next: Call | undefined): boolean;
  /** Whether the instance is to die with this call. */
  isDoomed(actor: string, call: Call): boolean;
  /** A call of the instance goes on, or its pause is over. */
  goesOn(actor: string, call: Call | undefined): void;
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
  temper,
  rulebook: first,
  pause,
}: {
  cloud: SimulatedCloud;
  stores: Stores;
  clock: SimulatedClock;
  random: Random;
  routing: RoutingTable;
  scale: Scale;
  temper: Temper;
  rulebook: Rulebook;
  pause: (actor: string) => Promise<void>;
}): Machines {
  const idle = new Map<FunctionName, Instance[]>();
  const dead = new Set<string>();
  const slow = new Map<string, LongStop>();
  /** By instance: how many writes it still makes. */
  const doomed = new Map<string, number>();
  let [made, running, generation, oldest, rulebook] = [0, 0, 0, 0, first];
  let shown = 0;

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

  function planFor(name: FunctionName): Plan | undefined {
    const isSlow = random.happens(Math.max(temper.slow, oftenSlow[name] ?? 0));
    return isSlow ? { stop: longStop(random) } : undefined;
  }

  function takeUp(actor: string, plan: Plan | undefined): void {
    if (plan && 'stop' in plan) slow.set(actor, plan.stop);
    else if (plan) doomed.set(actor, plan.diesAfter);
  }

  return {
    start(name, event, onEnd, { context = {}, plan } = {}) {
      const instance = take(name);
      running += 1;
      takeUp(instance.actor, plan ?? planFor(name));
      const end = (ended: End) => {
        running -= 1;
        slow.delete(instance.actor);
        doomed.delete(instance.actor);
        if (dead.has(instance.actor)) return onEnd({ kind: 'died' });
        idle.get(name)?.push(instance);
        if (showsPersonalData(name, event, ended)) shown += 1;
        return onEnd(ended);
      };
      instance.handler(event, context).then(
        (value) => end({ kind: 'answered', value }),
        (error) => end({ kind: 'threw', error }),
      );
    },
    running: () => running,
    shown: () => shown,
    isDead: (actor) => dead.has(actor),
    isDoomed: (actor, call) => doomed.get(actor) === 1 && isWrite(call),
    isSlow(actor, next) {
      const stop = slow.get(actor);
      return stop !== undefined && stopsAt(stop, next);
    },
    goesOn(actor, call) {
      const writes = doomed.get(actor);
      if (writes !== undefined && call && isWrite(call)) doomed.set(actor, writes - 1);
      const stop = slow.get(actor);
      const left = stop && afterCall(stop, call);
      if (left) slow.set(actor, left);
      else slow.delete(actor);
    },
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

const showing: readonly FunctionName[] = ['read-cases', 'read-disclosures', 'serve-outbox'];

function showsPersonalData(name: FunctionName, event: unknown, end: End): boolean {
  if (!showing.includes(name) || end.kind !== 'answered') return false;
  const { statusCode = 500 } = (end.value ?? {}) as { statusCode?: number };
  return (event as { routeKey: string }).routeKey.startsWith('GET ') && statusCode < 400;
}
