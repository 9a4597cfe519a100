import type { Measure } from './measure.ts';

/** What the numbers of a measure are. */
export const units = ['count', 'money', 'share', 'ratio', 'yes-no'] as const;
export type Unit = (typeof units)[number];

/** Money is Canadian minor units; of what is so or is not so, 1 and 0. */
export function unitOf(measure: Measure, measures: Record<string, Measure>): Unit {
  if ('sum' in measure || 'passedOn' in measure || 'minimumWageHours' in measure) return 'money';
  if ('median' in measure || 'medianBalance' in measure) return 'money';
  if ('largest' in measure) return measure.by === 'sum' ? 'money' : 'count';
  if ('profile' in measure) return measure.profile.endsWith('Minor') ? 'money' : 'count';
  if ('share' in measure) return quotientUnit(measure, measures);
  if ('topShare' in measure) return 'share';
  if ('ratioToBaseline' in measure || 'peerZ' in measure) return 'ratio';
  if ('industry' in measure || 'addressClass' in measure || 'occupation' in measure) {
    return 'yes-no';
  }
  return 'count';
}

export function unitIn(measures: Record<string, Measure>, name: string): Unit {
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  return measure ? unitOf(measure, measures) : 'count';
}

/** Like divided by like is a share; money by a number is an average. */
function quotientUnit(
  { share, of }: Extract<Measure, { share: unknown }>,
  measures: Record<string, Measure>,
): Unit {
  const [part, whole] = [unitIn(measures, share), unitIn(measures, of)];
  if (part === whole) return 'share';
  return part === 'money' ? 'money' : 'ratio';
}
