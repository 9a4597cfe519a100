import type { SubjectRecord } from '../../ledger/contribution.ts';
import type { CompiledLists } from '../lists.ts';
import type { Measure } from '../measure.ts';
import { Tally } from './distinct.ts';
import { constantSeries, type Series, type Span, stepBuilder } from './series.ts';

type Asked = Extract<Measure, { records: unknown } | { distinctRecords: unknown }>;
const confidences = ['low', 'medium', 'high'];

/** Whether a record is one of those asked for; one that tells no confidence is not sure enough. */
export function recordTest(
  { codes, exceptCodes = [], confidence, merchantGroup }: Asked,
  lists: Pick<CompiledLists, 'merchantGroup'>,
) {
  const groups = merchantGroup ? [merchantGroup].flat().map(lists.merchantGroup) : undefined;
  const least = confidence === undefined ? -1 : confidences.indexOf(confidence);
  return (record: SubjectRecord): boolean =>
    (codes === undefined || codes.includes(record.code ?? '')) &&
    !exceptCodes.includes(record.code ?? '') &&
    (groups === undefined || groups.some((has) => has(record.value ?? ''))) &&
    confidences.indexOf(record.confidence ?? '') >= least;
}

type TimedRecord = SubjectRecord & { instant: number };

/**
 * Supporting records of the window (t − over < x ≤ t; without end where `over` is), or how many different values they have of a
 * field. They are no entries, so no entry is evidence. Of a part that no report supplied nothing is
 * known: the measure is undefined, which is not 0.
 *
 * @param records in the order of time; undefined when no report supplied the part.
 */
export function recordsSeries(
  records: readonly TimedRecord[] | undefined,
  span: Span & { over: number },
  {
    counts,
    distinct,
  }: {
    counts: (record: SubjectRecord) => boolean;
    distinct?: 'key' | 'city' | 'code' | 'value' | undefined;
  },
): Series {
  if (!records) return constantSeries(Number.NaN, span);
  const counted = records.filter(counts);
  if (counted.length === 0) return constantSeries(0, span);
  const { moments } = span.timeline;
  const steps = stepBuilder();
  const tally = new Tally();
  let [entered, left, count] = [0, 0, 0];
  const change = (record: TimedRecord, by: 1 | -1) => {
    count += by;
    const value = distinct && record[distinct];
    if (value) tally.add(value, by);
  };
  for (let moment = span.from; moment < moments.length; moment += 1) {
    const now = moments[moment] as number;
    for (let next = counted[entered]; next && next.instant <= now; next = counted[entered]) {
      change(next, 1);
      entered += 1;
    }
    for (let next = counted[left]; next && next.instant <= now - span.over; next = counted[left]) {
      change(next, -1);
      left += 1;
    }
    steps.note(moment, distinct ? tally.counts.size : count);
  }
  return { ...steps, evidence: () => [] };
}
