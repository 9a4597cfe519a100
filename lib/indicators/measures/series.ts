import { countUpTo, firstAtLeast, type Timeline } from '../timeline.ts';

/**
 * A measure as of every moment from a first one on: a step function, which changes only where an
 * entry enters or leaves its window.
 */
export type Series = {
  /** Moments, ascending: the first one judged, then each at which the value changes. */
  at: readonly number[];
  /** The value from each of them on; NaN where the measure is undefined. */
  values: readonly number[];
  /** The indexes of the entries it was computed from as of a moment, in any order. */
  evidence(moment: number): Iterable<number>;
};

export type Steps = Pick<Series, 'at' | 'values'>;

/** The value as of a moment that is not before the first one judged. */
export const valueAt = ({ at, values }: Steps, moment: number): number =>
  values[countUpTo(at, moment) - 1] ?? Number.NaN;

/** Which moments are judged: from one on. What is before it is known already. */
export type Span = { timeline: Timeline; from: number };

/** Known about the subject rather than counted: the same as of every moment, from no entry. */
export const constantSeries = (value: number, { from }: Span): Series => ({
  at: [from],
  values: [value],
  evidence: () => [],
});

/** Selected entries over a window that ends at the moment: t − over < x ≤ t. */
export type Window = Span & {
  /** Indexes of the selected entries, ascending. */
  selected: readonly number[];
  /** Milliseconds. */
  over: number;
};

/** What is kept up to date while the window moves on from moment to moment. */
export type Running = {
  enter(entry: number): void;
  leave(entry: number): void;
  value(): number;
};

/** Notes a value where it differs from the one before. */
export function stepBuilder() {
  const at: number[] = [];
  const values: number[] = [];
  return {
    at,
    values,
    note(moment: number, value: number) {
      if (values.length > 0 && Object.is(values.at(-1), value)) return;
      at.push(moment);
      values.push(value);
    },
  };
}

/** Something that is in the window from one entry on, and for as long as another one is. */
type Lasting = {
  earlier: number;
  later: number;
  /** All its entries, where it has more than these two. */
  entries?: readonly number[];
};

/** Moves the window along, from change to change: every entry enters once and leaves once. */
export function slide(window: Window, running: Running): Steps {
  const { selected } = window;
  return moveAlong(window, {
    begin(left, entered) {
      for (let place = left; place < entered; place += 1) running.enter(selected[place] as number);
    },
    enter: (place) => running.enter(selected[place] as number),
    leave: (place) => running.leave(selected[place] as number),
    value: () => running.value(),
  });
}

/** The window's content as places in `selected`: those from `left` to before `entered`. */
type Moving = {
  /** What the window holds as of the first moment. */
  begin(left: number, entered: number): void;
  enter(place: number): void;
  leave(place: number): void;
  value(): number;
};

function moveAlong({ timeline, from, selected, over }: Window, moving: Moving): Steps {
  const { moments, lastEntry, instants, momentOf } = timeline;
  const steps = stepBuilder();
  let entered = countUpTo(selected, lastEntry[from] ?? -1);
  let left = oldestInside(selected, entered, instants, (moments[from] ?? 0) - over);
  moving.begin(left, entered);
  steps.note(from, moving.value());
  let moment = from;
  while (entered < selected.length || left < entered) {
    const entering =
      entered < selected.length
        ? (momentOf[selected[entered] as number] as number)
        : moments.length;
    const leaving =
      left < entered
        ? firstAtLeast(moments, (instants[selected[left] as number] as number) + over, moment)
        : moments.length;
    moment = Math.min(entering, leaving);
    if (moment >= moments.length) break;
    const last = lastEntry[moment] as number;
    const edge = (moments[moment] as number) - over;
    for (; entered < selected.length && (selected[entered] as number) <= last; entered += 1) {
      moving.enter(entered);
    }
    for (; left < entered && (instants[selected[left] as number] as number) <= edge; left += 1) {
      moving.leave(left);
    }
    steps.note(moment, moving.value());
  }
  return steps;
}

/** The first of the first `end` places whose entry is younger than the edge of the window. */
function oldestInside(
  selected: readonly number[],
  end: number,
  instants: readonly number[],
  edge: number,
): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[selected[middle] as number] as number) > edge) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many selected entries are inside the window as of its first moment, or come after it. */
export const countSelected = ({ timeline, from, selected, over }: Window): number =>
  selected.length -
  oldestInside(selected, selected.length, timeline.instants, (timeline.moments[from] ?? 0) - over);

/** The places in `selected`, from one to before another, that the window holds as of a moment. */
function placesInside({ timeline, selected, over }: Window, moment: number) {
  const { lastEntry, instants, moments } = timeline;
  const end = countUpTo(selected, lastEntry[moment] ?? -1);
  return { start: oldestInside(selected, end, instants, (moments[moment] ?? 0) - over), end };
}

/** The selected entries inside the window as of a moment. */
export function inWindow(window: Window, moment: number): readonly number[] {
  const { start, end } = placesInside(window, moment);
  return window.selected.slice(start, end);
}

/** A measure of which every selected entry of the window is evidence. */
export const windowSeries = (window: Window, running: Running): Series => ({
  ...slide(window, running),
  evidence: (moment) => inWindow(window, moment),
});

/**
 * A measure that is told by totals: `total(n)` of the first n selected entries. So whatever lies
 * before the first moment costs nothing.
 */
export function totalSeries(window: Window, total: (count: number) => number): Series {
  let [entered, left] = [0, 0];
  const steps = moveAlong(window, {
    begin(firstInside, afterLast) {
      [left, entered] = [firstInside, afterLast];
    },
    enter(place) {
      entered = place + 1;
    },
    leave(place) {
      left = place + 1;
    },
    value: () => total(entered) - total(left),
  });
  return { ...steps, evidence: (moment) => inWindow(window, moment) };
}

/**
 * A measure of things that last from an earlier to a later entry, such as pairs: each is in the window
 * once its later entry is there, and for as long as its earlier one is.
 *
 * @param lasting in the order of their later entries.
 */
export function lastingSeries<T extends Lasting>(
  { timeline, from, over }: Span & { over: number },
  lasting: readonly T[],
  running: { enter(one: T): void; leave(one: T): void; value(): number },
): Series {
  const { moments, lastEntry, instants, momentOf } = timeline;
  const instantOf = ({ earlier }: T) => instants[earlier] as number;
  const leavingOrder = [...lasting].sort((a, b) => a.earlier - b.earlier);
  const inside = new Set<T>();
  const steps = stepBuilder();
  let [entered, left] = [0, 0];
  let moment = from;
  for (;;) {
    const edge = (moments[moment] ?? 0) - over;
    for (; entered < lasting.length; entered += 1) {
      const one = lasting[entered] as T;
      if (one.later > (lastEntry[moment] ?? -1)) break;
      if (instantOf(one) <= edge) continue;
      inside.add(one);
      running.enter(one);
    }
    for (; left < leavingOrder.length; left += 1) {
      const one = leavingOrder[left] as T;
      if (instantOf(one) > edge) break;
      if (inside.delete(one)) running.leave(one);
    }
    steps.note(moment, running.value());
    const entering =
      entered < lasting.length
        ? (momentOf[(lasting[entered] as T).later] as number)
        : moments.length;
    const leaving =
      left < leavingOrder.length
        ? firstAtLeast(moments, instantOf(leavingOrder[left] as T) + over, moment)
        : moments.length;
    moment = Math.max(Math.min(entering, leaving), moment + 1);
    if (moment >= moments.length) break;
  }
  return {
    ...steps,
    evidence(asOf) {
      const edge = (moments[asOf] ?? 0) - over;
      const last = lastEntry[asOf] ?? -1;
      return lasting
        .filter((one) => one.later <= last && instantOf(one) > edge)
        .flatMap(({ earlier, later, entries = [earlier, later] }) =>
          entries.filter((entry) => entry <= last),
        );
    },
  };
}

/** Two measures as one: changes where either does. */
export function combinedSeries(
  one: Series,
  other: Series,
  combine: (a: number, b: number) => number,
): Series {
  const steps = stepBuilder();
  let [a, b] = [0, 0];
  while (a < one.at.length || b < other.at.length) {
    const moment = Math.min(one.at[a] ?? Infinity, other.at[b] ?? Infinity);
    if (one.at[a] === moment) a += 1;
    if (other.at[b] === moment) b += 1;
    steps.note(moment, combine(one.values[a - 1] ?? Number.NaN, other.values[b - 1] ?? Number.NaN));
  }
  return {
    ...steps,
    evidence: (moment) => [...one.evidence(moment), ...other.evidence(moment)],
  };
}
