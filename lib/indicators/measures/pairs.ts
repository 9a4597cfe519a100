import { firstAfter, type Timeline } from '../timeline.ts';
import { Tally } from './distinct.ts';
import type { Series } from './series.ts';

export type Pairing = {
  timeline: Timeline;
  isFirst: (entry: number) => boolean;
  isNext: (entry: number) => boolean;
  eitherOrder: boolean;
  /** Milliseconds, exclusive: the same length as a window that holds both. */
  within: number;
  /** Whether a first and a next entry belong together, time apart. */
  agree: (first: number, next: number) => boolean;
};

type Pair = { first: number; next: number };

/**
 * Ordered pairs of entries, each used once. Entries are taken in the order of time: one that can
 * complete a pair does so with the oldest entry that still waits, otherwise it waits itself. So what
 * was paired stays paired whatever comes later.
 */
function pairsOf(pairing: Pairing): Pair[] {
  const { timeline, isFirst, isNext, eitherOrder, within, agree } = pairing;
  const { instants } = timeline;
  const pairs: Pair[] = [];
  let firsts: number[] = [];
  let nexts: number[] = [];
  for (let entry = 0; entry < instants.length; entry += 1) {
    const [first, next] = [isFirst(entry), isNext(entry)];
    if (!first && !next) continue;
    const edge = (instants[entry] ?? 0) - within;
    const young = (waiting: number) => (instants[waiting] ?? 0) > edge;
    const before = next ? firsts.find((one) => young(one) && agree(one, entry)) : undefined;
    const after =
      first && eitherOrder && before === undefined
        ? nexts.find((one) => young(one) && agree(entry, one))
        : undefined;
    const partner = before ?? after;
    if (partner !== undefined) {
      pairs.push(
        before === undefined ? { first: entry, next: partner } : { first: partner, next: entry },
      );
      firsts = firsts.filter((one) => one !== partner);
      nexts = nexts.filter((one) => one !== partner);
      continue;
    }
    if (first) firsts = [...firsts.filter(young), entry];
    if (next && eitherOrder) nexts = [...nexts.filter(young), entry];
  }
  return pairs;
}

/**
 * How many pairs lie whole in the window, or how many different values their next entries have.
 *
 * @param values of the next entry; absent to count the pairs.
 */
export function pairsSeries(
  pairing: Pairing,
  { over, values }: { over: number; values?: ((entry: number) => readonly string[]) | undefined },
): Series {
  const { moments, lastEntry, instants } = pairing.timeline;
  const byLast = pairsOf(pairing).map(({ first, next }) => ({
    next,
    earlier: Math.min(first, next),
    later: Math.max(first, next),
  }));
  const byEarliest = [...byLast].sort((a, b) => a.earlier - b.earlier);
  const namesOf = (pair: (typeof byLast)[number]): readonly string[] =>
    values ? values(pair.next) : [String(pair.later)];
  const tally = new Tally();
  const inside = new Set<(typeof byLast)[number]>();
  const series = new Float64Array(moments.length);
  let entered = 0;
  let left = 0;
  for (let moment = 0; moment < moments.length; moment += 1) {
    const edge = (moments[moment] ?? 0) - over;
    for (; (byLast[entered]?.later ?? instants.length) <= (lastEntry[moment] ?? 0); entered += 1) {
      const pair = byLast[entered];
      if (!pair || (instants[pair.earlier] ?? 0) <= edge) continue;
      inside.add(pair);
      for (const name of namesOf(pair)) tally.add(name, 1);
    }
    for (; left < byEarliest.length; left += 1) {
      const pair = byEarliest[left];
      if (!pair || (instants[pair.earlier] ?? 0) > edge) break;
      if (inside.delete(pair)) for (const name of namesOf(pair)) tally.add(name, -1);
    }
    series[moment] = tally.counts.size;
  }
  return {
    values: series,
    evidence: (moment) => {
      const edge = (moments[moment] ?? 0) - over;
      const count = firstAfter(
        byLast.length,
        (at) => byLast[at]?.later ?? 0,
        lastEntry[moment] ?? 0,
      );
      return byLast
        .slice(0, count)
        .filter(({ earlier }) => (instants[earlier] ?? 0) > edge)
        .flatMap(({ earlier, later }) => [earlier, later]);
    },
  };
}
