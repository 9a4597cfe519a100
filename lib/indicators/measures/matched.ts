import { firstAtLeast } from '../timeline.ts';
import { type Series, type Span, stepBuilder } from './series.ts';

/** Moments as of which an indicator holds without a break, both included. */
export type Run = { from: number; until: number };

/** What was found of another indicator of the same subject. */
export type Judged = {
  /** What it is counted as: its id, or its family. */
  name: string;
  /** In the order of time. */
  runs: readonly Run[];
  /** The entries it was computed from as of a moment. */
  evidence(moment: number): Iterable<number>;
};

/**
 * How many different names have an indicator that holds as of the moment or held within the window.
 * Of each its evidence as of the last moment at which it held there.
 */
export function matchedSeries(
  judged: readonly Judged[],
  { timeline: { moments }, from, over }: Span & { over: number },
): Series {
  /** The last moment up to this one, inside the window, as of which it held. */
  const lastHeld = ({ runs }: Judged, moment: number): number | undefined => {
    const run = runs.findLast((one) => one.from <= moment);
    const last = run && Math.min(run.until, moment);
    const edge = (moments[moment] ?? 0) - over;
    return last !== undefined && (moments[last] ?? 0) > edge ? last : undefined;
  };
  const changes = judged
    .flatMap(({ runs }) => runs)
    .flatMap((run) => [
      run.from,
      firstAtLeast(moments, (moments[run.until] ?? 0) + over, run.until),
    ])
    .filter((moment) => moment > from && moment < moments.length);
  const steps = stepBuilder();
  for (const moment of [from, ...[...new Set(changes)].sort((a, b) => a - b)]) {
    const held = judged.filter((one) => lastHeld(one, moment) !== undefined);
    steps.note(moment, new Set(held.map(({ name }) => name)).size);
  }
  return {
    ...steps,
    evidence: (moment) =>
      judged.flatMap((one) => {
        const last = lastHeld(one, moment);
        return last === undefined ? [] : [...one.evidence(last)];
      }),
  };
}
