import { Tally } from './distinct.ts';
import { lastingSeries, type Series, type Span } from './series.ts';

/** Something that several entries show together. */
export type Shown = {
  /** Its oldest entry: it counts while this one is in the window. */
  earlier: number;
  /** The entry that completed it: it counts from there on. */
  later: number;
  /** Its entries, ascending; those after `later` joined it afterwards. */
  entries: readonly number[];
};

/**
 * How many of them lie whole in the window, or how many different values they have.
 *
 * @param shown in the order in which they were completed.
 * @param values of one; absent to count them.
 */
export function shownSeries<S extends Shown>(
  span: Span & { over: number },
  shown: readonly S[],
  values?: ((one: S) => readonly string[]) | undefined,
): Series {
  const tally = new Tally();
  let inside = 0;
  const change = (one: S, by: 1 | -1) => {
    inside += by;
    for (const value of values?.(one) ?? []) tally.add(value, by);
  };
  return lastingSeries(span, shown, {
    enter: (one) => change(one, 1),
    leave: (one) => change(one, -1),
    value: () => (values ? tally.counts.size : inside),
  });
}
