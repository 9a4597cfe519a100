import { firstAfter, type Timeline } from '../timeline.ts';

/** A measure as of every moment of a ledger. */
export type Series = {
  /** Per moment; NaN where the measure is undefined. */
  values: Float64Array;
  /** The indexes of the entries it was computed from as of a moment, in any order. */
  evidence(moment: number): Iterable<number>;
};

/** Known about the subject rather than counted: the same as of every moment, from no entry. */
export const constantSeries = (value: number, { moments }: Timeline): Series => ({
  values: new Float64Array(moments.length).fill(value),
  evidence: () => [],
});

/** Selected entries over a window that ends at the moment: t − over < x ≤ t. */
export type Window = {
  timeline: Timeline;
  /** Indexes of the selected entries, ascending. */
  selected: Int32Array;
  /** Milliseconds. */
  over: number;
};

/** What is kept up to date while the window moves on from moment to moment. */
export type Running = {
  enter(entry: number): void;
  leave(entry: number): void;
  value(): number;
};

/** Moves the window along: every entry enters once and leaves once. */
export function slide({ timeline, selected, over }: Window, running: Running): Float64Array {
  const { moments, lastEntry, instants } = timeline;
  const values = new Float64Array(moments.length);
  let entered = 0;
  let left = 0;
  let changed = true;
  for (let moment = 0; moment < moments.length; moment += 1) {
    const last = lastEntry[moment] ?? 0;
    const edge = (moments[moment] ?? 0) - over;
    for (; entered < selected.length && (selected[entered] ?? 0) <= last; entered += 1) {
      running.enter(selected[entered] ?? 0);
      changed = true;
    }
    for (; left < entered && (instants[selected[left] ?? 0] ?? 0) <= edge; left += 1) {
      running.leave(selected[left] ?? 0);
      changed = true;
    }
    values[moment] = changed ? running.value() : (values[moment - 1] ?? 0);
    changed = false;
  }
  return values;
}

/** The selected entries inside the window as of a moment. */
export function inWindow({ timeline, selected, over }: Window, moment: number): Int32Array {
  const { moments, lastEntry, instants } = timeline;
  const end = firstAfter(selected.length, (at) => selected[at] ?? 0, lastEntry[moment] ?? 0);
  const edge = (moments[moment] ?? 0) - over;
  const start = firstAfter(end, (at) => instants[selected[at] ?? 0] ?? 0, edge);
  return selected.subarray(start, end);
}

/** A measure of which every selected entry of the window is evidence. */
export const windowSeries = (window: Window, running: Running): Series => ({
  values: slide(window, running),
  evidence: (moment) => inWindow(window, moment),
});
