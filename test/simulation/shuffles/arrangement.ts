import type { Random } from '../world/seeded-random.ts';
import type { Telling } from './telling.ts';

/** Some tellings as one batch. */
export type Parcel = { entity: string; tellings: Telling[]; form: 'json' | 'ndjson' };

/**
 * How the month is sent: its batches in the order in which they are accepted, and what becomes of
 * them then.
 *
 * - `kept`: in the order of the month, cut at random places. Which version of a report is accepted
 *   before which is a fact of the month: of two corrections the later accepted one counts.
 * - `shuffled`: in any order, but for several corrections of one report.
 */
export type Arrangement = { acceptance: 'kept' | 'shuffled'; parcels: Parcel[] };

const mostCuts = 12;
/** At most this part of the tellings is sent again, in batches of other names. */
const repeatedShare = 0.1;

/** The month as it came: one batch of each entity. */
export const asItCame = (tellings: readonly Telling[]): Arrangement => ({
  acceptance: 'kept',
  parcels: [...Map.groupBy(tellings, ({ entity }) => entity)].map(([entity, own]) => ({
    entity,
    tellings: own,
    form: 'ndjson',
  })),
});

export function arrange(
  month: readonly Telling[],
  acceptance: Arrangement['acceptance'],
  random: Random,
): Arrangement {
  const sent = withRepeats(acceptance === 'kept' ? month : shuffled(month, random), random);
  const ordered = inOrderOfCorrections(sent);
  const queues = [...Map.groupBy(ordered, ({ entity }) => entity)].map(([entity, own]) =>
    cut(own, random).map(
      (tellings): Parcel => ({ entity, tellings, form: random.pick(['json', 'ndjson']) }),
    ),
  );
  return { acceptance, parcels: interleaved(queues, random) };
}

/**
 * Submissions and newest corrections are sent again at any place. What is superseded is not: a
 * correction that comes again later is the newest.
 */
function withRepeats(tellings: readonly Telling[], random: Random): Telling[] {
  const newest = new Map<string, number>();
  for (const { report, place } of tellings) {
    newest.set(report.reference, Math.max(newest.get(report.reference) ?? 0, place));
  }
  const sent = [...tellings];
  const count = random.int(0, Math.floor(tellings.length * repeatedShare));
  for (let repeat = 0; repeat < count; repeat += 1) {
    const again = random.pick(tellings);
    if (again.place > 0 && again.place !== newest.get(again.report.reference)) continue;
    sent.splice(random.int(0, sent.length), 0, again);
  }
  return sent;
}

/** The corrections of each report take the places that they hold, but in their own order. */
function inOrderOfCorrections(tellings: readonly Telling[]): Telling[] {
  const waiting = new Map<string, Telling[]>();
  for (const one of tellings.filter(({ place }) => place > 0)) {
    const { reference } = one.report;
    const others = [...(waiting.get(reference) ?? []), one];
    waiting.set(
      reference,
      others.sort((a, b) => a.place - b.place),
    );
  }
  return tellings.map((one) =>
    one.place > 0 ? (waiting.get(one.report.reference)?.shift() ?? one) : one,
  );
}

function cut(tellings: readonly Telling[], random: Random): Telling[][] {
  const cuts = Array.from({ length: random.int(0, mostCuts) }, () =>
    random.int(0, tellings.length),
  );
  const edges = [...cuts, tellings.length].sort((a, b) => a - b);
  let start = 0;
  return edges.flatMap((end) => {
    const batch = tellings.slice(start, end);
    start = end;
    return batch.length > 0 ? [batch] : [];
  });
}

/** Of each queue in order, of all queues in any. */
function interleaved<T>(queues: readonly (readonly T[])[], random: Random): T[] {
  const left = queues.map((queue) => [...queue]).filter(({ length }) => length > 0);
  const merged: T[] = [];
  while (left.length > 0) {
    const picked = random.pick(left);
    merged.push(picked.shift() as T);
    if (picked.length === 0) left.splice(left.indexOf(picked), 1);
  }
  return merged;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}
