import type { SubjectRecord } from '../../ledger/contribution.ts';
import { firstAfter, type Timeline } from '../timeline.ts';
import { Tally } from './distinct.ts';
import { constantSeries, type Series } from './series.ts';

type TimedRecord = SubjectRecord & { instant: number };

/**
 * Supporting records of the window (t − over < x ≤ t), or how many different values they have of a
 * field. They are no entries, so no entry is evidence. Of a part that no report supplied nothing is
 * known: the measure is undefined, which is not 0.
 *
 * @param records in the order of time; undefined when no report supplied the part.
 */
export function recordsSeries(
  records: readonly TimedRecord[] | undefined,
  {
    timeline,
    over,
    codes,
    distinct,
  }: {
    timeline: Timeline;
    over: number;
    codes?: readonly string[] | undefined;
    distinct?: 'key' | 'city' | 'code' | undefined;
  },
): Series {
  if (!records) return constantSeries(Number.NaN, timeline);
  const counted = codes ? records.filter(({ code }) => codes.includes(code ?? '')) : records;
  const { moments } = timeline;
  const values = new Float64Array(moments.length);
  const tally = new Tally();
  let [entered, left, count] = [0, 0, 0];
  const change = (record: TimedRecord | undefined, by: 1 | -1) => {
    count += by;
    const value = distinct && record?.[distinct];
    if (value) tally.add(value, by);
  };
  const upTo = (limit: number) =>
    firstAfter(counted.length, (at) => counted[at]?.instant ?? 0, limit);
  for (let moment = 0; moment < moments.length; moment += 1) {
    const now = moments[moment] ?? 0;
    for (const end = upTo(now); entered < end; entered += 1) change(counted[entered], 1);
    for (const end = upTo(now - over); left < end; left += 1) change(counted[left], -1);
    values[moment] = distinct ? tally.counts.size : count;
  }
  return { values, evidence: () => [] };
}
