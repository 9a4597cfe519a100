import type { Timeline } from '../timeline.ts';
import type { Series, Span } from './series.ts';
import { shownSeries } from './spans.ts';

export type Pairing = {
  /** Indexes of the entries that may come first, ascending. */
  firsts: readonly number[];
  nexts: readonly number[];
  eitherOrder: boolean;
  /** Milliseconds, exclusive: the same length as a window that holds both. */
  within: number;
  /** What two entries of a pair have in common; undefined for one that belongs to no pair. */
  commonOf: (entry: number) => string | undefined;
  /** Whether a first and a next entry with that in common belong together, time apart. */
  agree: (first: number, next: number) => boolean;
};

type Pair = { first: number; next: number };

/**
 * Ordered pairs of entries, each used once. Entries are taken in the order of time: one that can
 * complete a pair does so with the oldest entry that still waits, otherwise it waits itself. So what
 * was paired stays paired whatever comes later.
 */
function pairsOf({ instants }: Timeline, pairing: Pairing): Pair[] {
  const { firsts, nexts, eitherOrder, within, commonOf, agree } = pairing;
  const pairs: Pair[] = [];
  const waitingFirsts = waitingRoom(instants, within);
  const waitingNexts = waitingRoom(instants, within);
  let [atFirst, atNext] = [0, 0];
  while (atFirst < firsts.length || atNext < nexts.length) {
    const entry = Math.min(
      firsts[atFirst] ?? Number.POSITIVE_INFINITY,
      nexts[atNext] ?? Number.POSITIVE_INFINITY,
    );
    const isFirst = firsts[atFirst] === entry;
    const isNext = nexts[atNext] === entry;
    if (isFirst) atFirst += 1;
    if (isNext) atNext += 1;
    const common = commonOf(entry);
    if (common === undefined) continue;
    const before = isNext
      ? waitingFirsts.take(common, entry, (first) => agree(first, entry))
      : undefined;
    if (before !== undefined) {
      // An entry that may be both is not two: once paired it waits for no other.
      waitingNexts.leave(common, before);
      pairs.push({ first: before, next: entry });
      continue;
    }
    const after =
      isFirst && eitherOrder
        ? waitingNexts.take(common, entry, (next) => agree(entry, next))
        : undefined;
    if (after !== undefined) {
      waitingFirsts.leave(common, after);
      pairs.push({ first: entry, next: after });
      continue;
    }
    if (isFirst) waitingFirsts.enter(common, entry);
    if (isNext && eitherOrder) waitingNexts.enter(common, entry);
  }
  return pairs;
}

/** Entries that wait to be paired, by what they have in common, the oldest first. */
function waitingRoom(instants: readonly number[], within: number) {
  const waiting = new Map<string, number[]>();
  return {
    enter(common: string, entry: number) {
      const same = waiting.get(common);
      if (same) same.push(entry);
      else waiting.set(common, [entry]);
    },
    leave(common: string, entry: number) {
      const same = waiting.get(common);
      const place = same?.indexOf(entry) ?? -1;
      if (place >= 0) same?.splice(place, 1);
    },
    /** The oldest one that is young enough and agrees; it waits no longer. */
    take(common: string, now: number, agrees: (entry: number) => boolean): number | undefined {
      const same = waiting.get(common);
      if (!same) return undefined;
      const edge = (instants[now] as number) - within;
      let old = 0;
      while (old < same.length && (instants[same[old] as number] as number) <= edge) old += 1;
      if (old > 0) same.splice(0, old);
      const place = same.findIndex(agrees);
      return place < 0 ? undefined : same.splice(place, 1)[0];
    },
  };
}

/**
 * How many pairs lie whole in the window, or how many different values their next entries have.
 *
 * @param values of the next entry; absent to count the pairs.
 */
export function pairsSeries(
  span: Span & { over: number },
  pairing: Pairing,
  values?: ((entry: number) => readonly string[]) | undefined,
): Series {
  const pairs = pairsOf(span.timeline, pairing).map(({ first, next }) => {
    const [earlier, later] = first < next ? [first, next] : [next, first];
    return { next, earlier, later, entries: [earlier, later] };
  });
  return shownSeries(span, pairs, values && (({ next }) => values(next)));
}
