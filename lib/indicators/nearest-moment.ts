import type { Compiled } from './compiled-rulebook.ts';
import { lacksOf } from './condition-words.ts';
import type { Comparison, Conditions, Indicator } from './indicator.ts';
import type { Measured } from './measured.ts';
import { type Series, valueAt } from './measures/series.ts';
import { unitIn } from './unit.ts';

/**
 * The moment as of which an indicator that never holds, or does not hold now, came closest; of equally
 * close ones the newest. Of conditions that must hold together the gaps add up, of alternatives the
 * smallest counts. A comparison's gap is what it lacks as a part of its threshold, at most 1, which is
 * also the gap of a measure without value.
 *
 * @param measured from the first moment on.
 * @param until what came later is not looked at.
 */
export function nearestMoment(
  { document, names, numbers, asked }: Compiled<Indicator>,
  { series }: Measured,
  until: number,
): { moment: number; gapAt(moment: number): number } {
  const steps = new Map<string, Series>(
    asked.map((place) => [names[place] ?? '', series(numbers[place] ?? 0)]),
  );
  const gapOf = (comparison: Comparison, moment: number, wanted: boolean): number => {
    const found = steps.get(comparison.fact);
    const value = found ? valueAt(found, moment) : Number.NaN;
    const unit = unitIn(document.measures, comparison.fact);
    const lacks = lacksOf(comparison, Number.isNaN(value) ? null : value, unit);
    if (!wanted) return lacks === 0 ? 1 : 0;
    return lacks === undefined
      ? 1
      : Math.min(1, lacks / Math.max(1e-9, Math.abs(comparison.value)));
  };
  const gapIn = (conditions: Conditions, moment: number, wanted: boolean): number => {
    if ('not' in conditions) return gapIn(conditions.not, moment, !wanted);
    if ('fact' in conditions) return gapOf(conditions, moment, wanted);
    const parts = 'all' in conditions ? conditions.all : conditions.any;
    const gaps = parts.map((part) => gapIn(part, moment, wanted));
    return 'all' in conditions === wanted
      ? gaps.reduce((sum, gap) => sum + gap, 0)
      : Math.min(...gaps);
  };
  const gapAt = (moment: number) => gapIn(document.conditions, moment, true);
  // A gap changes only where a measure does, and stays until the next change.
  const changes = new Set([...steps.values()].flatMap(({ at }) => at));
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (const moment of [...changes].sort((a, b) => a - b)) {
    if (moment > until) break;
    const gap = gapAt(moment);
    if (gap <= least) [nearest, least] = [moment, gap];
  }
  return { moment: nearest, gapAt };
}
