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
 * was paired stays paired whatever comes later. Of simultaneous entries those that can only be first
 * are taken first.
 */
function pairsOf({ instants, momentOf }: Timeline, pairing: Pairing): Pair[] {
  const { firsts, nexts, eitherOrder, within, commonOf, agree } = pairing;
  const [mayBeFirst, mayBeNext] = [new Set(firsts), new Set(nexts)];
  const onlyFirst = firsts.filter((entry) => !mayBeNext.has(entry));
  const pairs: Pair[] = [];
  const waitingFirsts = waitingRoom(instants, within);
  const waitingNexts = waitingRoom(instants, within);
  let [atFirst, atNext] = [0, 0];
  while (atFirst < onlyFirst.length || atNext < nexts.length) {
    const [one, other] = [onlyFirst[atFirst], nexts[atNext]];
    const entry = earlierOf(one, other, momentOf);
    if (entry === one) atFirst += 1;
    else atNext += 1;
    const isFirst = mayBeFirst.has(entry);
    const isNext = entry === other;
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

/** The entry of the earlier moment, the first of the two if they are simultaneous. */
function earlierOf(
  one: number | undefined,
  other: number | undefined,
  momentOf: readonly number[],
): number {
  if (one === undefined || other === undefined) return one ?? other ?? 0;
  return (momentOf[one] as number) <= (momentOf[other] as number) ? one : other;
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
