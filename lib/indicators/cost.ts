import { dayMilliseconds, windowMilliseconds } from '../time.ts';
import type { Indicator, Suppressor } from './indicator.ts';
import type { Measure } from './measure.ts';

/**
 * What a document may cost: about five times the densest of ours. One that costs more is split, or
 * asks over shorter windows.
 */
export const costLimit = 250;

/**
 * What it takes to judge a ledger by a document, estimated from the document alone. The unit is what
 * counting entries over a day takes: each entry comes into a window and leaves it. Other measures do
 * more with each entry, and long windows hold more entries at a time.
 */
export const costOf = ({ measures }: Pick<Indicator | Suppressor, 'measures'>): number =>
  Object.values(measures).reduce((sum, measure) => sum + costOfMeasure(measure), 0);

/** A window of 100 days doubles what a measure costs, one of 400 days makes it five times as much. */
function costOfMeasure(measure: Measure): number {
  const over = 'over' in measure && measure.over ? windowMilliseconds(measure.over) : 0;
  const days = isOfRecords(measure) ? 0 : over / dayMilliseconds;
  return weightOf(measure) * (1 + days / 100);
}

const isOfRecords = (measure: Measure): boolean =>
  'records' in measure || 'distinctRecords' in measure;

/** Pairs look at every entry that waits, neighbours at other ledgers, shares at nothing. */
function weightOf(measure: Measure): number {
  if ('neighbours' in measure || 'sharers' in measure) return 20;
  if ('pairs' in measure) return 8;
  if ('runs' in measure) return 4;
  if ('distinct' in measure) {
    return measure.apartKm === undefined && measure.nearMedianPercent === undefined ? 2 : 6;
  }
  if ('withTop' in measure || 'topShare' in measure || 'medianBalance' in measure) return 4;
  const more = ['largest', 'median', 'dates', 'passedOn', 'ratioToBaseline', 'matchedFamilies'];
  if (more.some((kind) => kind in measure)) return 3;
  return 'over' in measure ? 1 : 0;
}
