import type { Timeline } from '../timeline.ts';
import { inWindow, type Series, slide, type Window } from './series.ts';

/**
 * The local dates that have at least so many entries in the window, all of which happened within a
 * span if one is given (half-open like a window: 6 hours apart is not within 6 hours).
 */
export function datesSeries(
  window: Window,
  dateOf: (entry: number) => string,
  { atLeast, within = Number.POSITIVE_INFINITY }: { atLeast: number; within?: number | undefined },
): Series {
  const byDate = new Map<string, number[]>();
  const qualifies = (own: readonly number[]) => denseEnough(own, window.timeline, atLeast, within);
  let dates = 0;
  const change = (entry: number, apply: (own: number[]) => void) => {
    const date = dateOf(entry);
    const own = byDate.get(date) ?? [];
    dates -= qualifies(own) ? 1 : 0;
    apply(own);
    dates += qualifies(own) ? 1 : 0;
    if (own.length === 0) byDate.delete(date);
    else byDate.set(date, own);
  };
  const steps = slide(window, {
    enter: (entry) => change(entry, (own) => own.push(entry)),
    // Entries leave in the order in which they came, so the one that leaves is the first.
    leave: (entry) => change(entry, (own) => own.shift()),
    value: () => dates,
  });
  return {
    ...steps,
    evidence: (moment) =>
      [...Map.groupBy(inWindow(window, moment), dateOf).values()].filter(qualifies).flat(),
  };
}

function denseEnough(
  own: readonly number[],
  { instants }: Timeline,
  atLeast: number,
  within: number,
): boolean {
  if (own.length < atLeast) return false;
  const at = (place: number) => instants[own[place] ?? 0] ?? 0;
  return own.some((_, first) => {
    const last = first + atLeast - 1;
    return last < own.length && at(last) - at(first) < within;
  });
}
