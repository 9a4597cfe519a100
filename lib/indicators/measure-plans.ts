import { windowMilliseconds } from '../time.ts';
import type { Measure, Selector } from './measure.ts';
import { selectorsIn } from './selectors-in.ts';

type Of<K extends string> = Extract<Measure, { [key in K]: unknown }>;

/** A measure with its parts by number: what several documents ask alike has one number. */
export type MeasurePlan =
  /** Computed from the ledger, or from what is known beside it. */
  | BasePlan
  | { kind: 'share'; part: number; whole: number }
  | { kind: 'peerZ'; own: number; statistic: string }
  | { kind: 'matched'; measure: Of<'matched'> | Of<'matchedFamilies'>; over: number };

/** `selectors` are the numbers of the measure's own, in the order of `selectorsIn`. */
export type BasePlan = {
  kind: 'base';
  measure: BaseMeasure;
  selectors: number[];
  /** Milliseconds; without end where a measure has no window. */
  over: number;
};

type BaseMeasure = Exclude<
  Measure,
  { share: unknown } | { peerZ: unknown } | { matched: unknown } | { matchedFamilies: unknown }
>;

/** All measures and selectors of a rulebook, each once. */
export type MeasurePlans = {
  plans: MeasurePlan[];
  selectors: Selector[];
  /** The number of a measure of a document, whose other measures it may divide. */
  numberOf(name: string, measures: Record<string, Measure>): number;
};

export function measurePlans(): MeasurePlans {
  const plans: MeasurePlan[] = [];
  const selectors: Selector[] = [];
  const planNumber = numbering(plans);
  const selectorNumber = numbering(selectors);
  function numberOf(name: string, measures: Record<string, Measure>): number {
    const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
    if (!measure) throw new RangeError(`no measure ${name}`);
    if ('share' in measure) {
      const [part, whole] = [numberOf(measure.share, measures), numberOf(measure.of, measures)];
      return planNumber({ kind: 'share', part, whole });
    }
    if ('peerZ' in measure) {
      const { statistic } = measure;
      return planNumber({ kind: 'peerZ', own: numberOf(measure.peerZ, measures), statistic });
    }
    const over = overOf(measure);
    if ('matched' in measure || 'matchedFamilies' in measure) {
      return planNumber({ kind: 'matched', measure, over });
    }
    const own = selectorsIn(measure).map(selectorNumber);
    return planNumber({ kind: 'base', measure, selectors: own, over });
  }
  return { plans, selectors, numberOf };
}

const overOf = (measure: Measure): number =>
  'over' in measure && measure.over !== undefined
    ? windowMilliseconds(measure.over)
    : Number.POSITIVE_INFINITY;

/** Gives each different thing the place in the list at which it first came. */
function numbering<T>(list: T[]): (item: T) => number {
  const known = new Map<string, number>();
  return (item) => {
    const text = JSON.stringify(item);
    const number = known.get(text) ?? list.push(item) - 1;
    known.set(text, number);
    return number;
  };
}
