import type { Call, Fate, Gate } from '../../../local/simulated/call.ts';
import type { AwaitPoints } from './await-points.ts';
import type { Faults } from './faults.ts';
import type { Random } from './seeded-random.ts';
import type { Trace } from './trace.ts';

/**
 * Every call of a function to the cloud waits here until chance picks it; so does everybody who
 * pauses. Whoever else calls, such as an oracle, is let through at once.
 */
export type Scheduler = {
  gate: Gate;
  pause(actor: string): Promise<void>;
  /** How many calls and pauses wait. */
  waiting(): number;
  /**
   * Lets one of them go on. Some instances are slow: they wait until the others are done, and longer.
   *
   * @param hurry whether a slow one may not be waited for.
   * @returns false when nobody went on.
   */
  release(hurry?: boolean): boolean;
};

type Waiting = { actor: string; call: Call | undefined; resolve: (fate: Fate) => void };

export function seededScheduler({
  random,
  faults,
  trace,
  points,
  isDead,
  isSlow,
  goesOn,
  isDoomed,
  died,
}: {
  random: Random;
  faults: Faults;
  trace: Trace;
  points: AwaitPoints;
  isDead(actor: string): boolean;
  isSlow(actor: string, next: Call | undefined): boolean;
  goesOn(actor: string, call: Call | undefined): void;
  isDoomed(actor: string, call: Call): boolean;
  /** An instance dies with what is now decided about its call. */
  died(actor: string): void;
}): Scheduler {
  const waiting: Waiting[] = [];
  const wait = (actor: string, call: Call | undefined) =>
    new Promise<Fate>((resolve) => {
      waiting.push({ actor, call, resolve });
    });

  function decide({ actor, call }: Waiting): Fate {
    if (isDead(actor)) return 'dies-before';
    if (!call) return 'done';
    const place = placeOf(call);
    points.seen(place);
    const fate = isDoomed(actor, call) ? faults.deathAt(place) : faults.fateOf(call, place);
    if (fate === 'dies-before' || fate === 'dies-after') died(actor);
    return fate;
  }

  return {
    gate: (call) => (call.actor.includes('#') ? wait(call.actor, call) : 'done'),
    async pause(actor) {
      await wait(actor, undefined);
    },
    waiting: () => waiting.length,
    release(hurry = false) {
      const picked = pick(hurry);
      if (!picked) return false;
      const fate = decide(picked);
      const { actor, call } = picked;
      if (call) {
        trace.note(`${actor} ${call.operation} ${fate}`, () => `${call.site} ${subjectOf(call)}`);
      } else trace.note(`${actor} pauses`);
      goesOn(actor, call);
      picked.resolve(fate);
      return true;
    },
  };

  function pick(hurry: boolean): Waiting | undefined {
    const awake = waiting.filter(({ actor, call }) => !isSlow(actor, call));
    const asleep = awake.length === 0 && !hurry && random.happens(0.85);
    if (asleep || waiting.length === 0) return undefined;
    const picked = random.pick(awake.length > 0 ? awake : waiting);
    waiting.splice(waiting.indexOf(picked), 1);
    return picked;
  }
}

/** The function that calls, and from where: all instances of a function are one. */
function placeOf({ actor, site }: Call): string {
  const name = actor.slice(0, actor.indexOf('#'));
  const known = places.get(site)?.get(name);
  if (known !== undefined) return known;
  const place = `${name} ${site}`;
  const ofSite = places.get(site) ?? new Map<string, string>();
  places.set(site, ofSite.set(name, place));
  return place;
}

/** By site and function. */
const places = new Map<string, Map<string, string>>();

/** What a call is about: keys and names, for whoever reads a trace. */
function subjectOf({ input }: Call): string {
  const { Item, Key, RequestItems, TransactItems, MessageBody, Entries } = input as Record<
    string,
    unknown
  >;
  const text = JSON.stringify(
    Item ?? Key ?? RequestItems ?? TransactItems ?? MessageBody ?? Entries ?? '',
    (_, value) => (value?.type === 'Buffer' || value instanceof Uint8Array ? '…' : value),
  );
  return text.slice(0, 400);
}
