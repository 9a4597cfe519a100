import type { Entry } from '../ledger/entry.ts';
import { windowMilliseconds } from '../time.ts';
import { areaOf, cityOf, pointOf } from './entry-places.ts';
import type { CompiledLists } from './lists.ts';
import type { DistinctField, Measure, Selector } from './measure.ts';
import { agreement } from './measures/agreement.ts';
import { datesSeries } from './measures/dates.ts';
import { apartSeries, distinctSeries, topShareSeries } from './measures/distinct.ts';
import { fieldValues } from './measures/field-values.ts';
import { addressClassSeries, occupationSeries, profileSeries } from './measures/known.ts';
import { pairsSeries } from './measures/pairs.ts';
import { passedOnSeries } from './measures/passed-on.ts';
import { recordsSeries } from './measures/records.ts';
import type { Series, Window } from './measures/series.ts';
import { baselineSeries, countSeries, sumSeries } from './measures/totals.ts';
import { compileSelector, selectorContext } from './selectors.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { timelineOf } from './timeline.ts';

/** The distinct measure proper: pairs may have a `distinct` as well. */
type Distinct = Extract<Measure, { distinct: unknown; of: unknown }>;
type Of<K extends string> = Extract<Measure, { [key in K]: unknown }>;
export type BaseMeasure = Exclude<Measure, { share: unknown }>;

/**
 * All measures of one ledger. What several documents ask alike is computed once: selections and
 * series are kept by the text of what was asked.
 */
export function measuresOf(facts: SubjectFacts, lists: CompiledLists) {
  const timeline = timelineOf(facts);
  const context = selectorContext(lists, facts);
  const { entries } = facts;
  const entryAt = (index: number): Entry => {
    const entry = entries[index];
    if (!entry) throw new RangeError(`no entry ${index}`);
    return entry;
  };

  const selected = keptByText((selector: Selector) => {
    const test = compileSelector(selector, context);
    const indexes = entries.flatMap((entry, index) => (test(entry) ? [index] : []));
    return Int32Array.from(indexes);
  });
  const window = (selector: Selector, over: string): Window => ({
    timeline,
    selected: selected(selector),
    over: windowMilliseconds(over),
  });
  const valuesOf = (field: DistinctField, selector: Selector) => {
    const read = fieldValues(field, selector, context);
    const known = new Map<number, readonly string[]>();
    return (index: number): readonly string[] => {
      const values = known.get(index) ?? read(entryAt(index));
      known.set(index, values);
      return values;
    };
  };

  function distinct({ distinct: field, of, over, occurring, apartKm }: Distinct): Series {
    const values = valuesOf(field, of);
    if (apartKm === undefined) return distinctSeries(window(of, over), values, occurring);
    const pointsOf = new Map(
      Array.from(selected(of), (index) => entryAt(index)).flatMap((entry) => {
        const name = field === 'area' ? areaOf(entry, lists.places) : cityOf(entry);
        const point = lists.places.find(entry.city, entry.province) ?? pointOf(entry, lists.places);
        return name === undefined ? [] : [[name, point] as const];
      }),
    );
    const middle = (area: string) => lists.places.areaPoint(area);
    return apartSeries(window(of, over), values, {
      ...occurring,
      apartKm,
      pointOf: (name) => (field === 'area' ? middle(name) : undefined) ?? pointsOf.get(name),
    });
  }

  function pairs(measure: Of<'pairs'>): Series {
    const [firsts, nexts] = [selected(measure.pairs.first), selected(measure.pairs.next)].map(
      (indexes) => new Set(indexes),
    );
    const agree = agreement(measure, lists);
    return pairsSeries(
      {
        timeline,
        isFirst: (index) => firsts?.has(index) ?? false,
        isNext: (index) => nexts?.has(index) ?? false,
        eitherOrder: measure.eitherOrder ?? false,
        within: windowMilliseconds(measure.within),
        agree: (first, next) => agree(entryAt(first), entryAt(next)),
      },
      {
        over: windowMilliseconds(measure.over),
        values: measure.distinct && valuesOf(measure.distinct, measure.pairs.next),
      },
    );
  }

  function compute(measure: BaseMeasure): Series {
    if ('count' in measure) return countSeries(window(measure.count, measure.over));
    if ('sum' in measure) return sumSeries(window(measure.sum, measure.over), entries);
    if ('pairs' in measure) return pairs(measure);
    if ('distinct' in measure) return distinct(measure);
    if ('topShare' in measure) {
      const { topShare, of, over, by, top } = measure;
      const weight = (index: number) => (by === 'sum' ? (entryAt(index).cadMinor ?? 0) : 1);
      return topShareSeries(window(of, over), valuesOf(topShare, of), { weight, top });
    }
    if ('dates' in measure) {
      const { dates, over, atLeast, within } = measure;
      const dateOf = (index: number) => entryAt(index).at.slice(0, 10);
      const span = within === undefined ? undefined : windowMilliseconds(within);
      return datesSeries(window(dates, over), dateOf, { atLeast, within: span });
    }
    if ('passedOn' in measure) {
      const { passedOn, within, over } = measure;
      return passedOnSeries(window(passedOn.in, over), selected(passedOn.out), {
        within: windowMilliseconds(within),
        entries,
      });
    }
    if ('ratioToBaseline' in measure) {
      return baselineSeries(window(measure.ratioToBaseline, measure.over));
    }
    if ('records' in measure) {
      const { records, codes, over } = measure;
      return recordsSeries(facts.records.get(records), {
        timeline,
        over: windowMilliseconds(over),
        codes,
      });
    }
    if ('distinctRecords' in measure) {
      const { distinctRecords, of, codes, over } = measure;
      return recordsSeries(facts.records.get(of), {
        timeline,
        over: windowMilliseconds(over),
        codes,
        distinct: distinctRecords,
      });
    }
    if ('profile' in measure) return profileSeries(measure.profile, facts, timeline);
    if ('addressClass' in measure) {
      return addressClassSeries(measure.addressClass, facts, timeline);
    }
    return occupationSeries(measure.occupation, context, timeline);
  }

  return { timeline, series: keptByText(compute) };
}

function keptByText<A, T>(compute: (asked: A) => T): (asked: A) => T {
  const known = new Map<string, { value: T }>();
  return (asked) => {
    const text = JSON.stringify(asked);
    const kept = known.get(text) ?? { value: compute(asked) };
    known.set(text, kept);
    return kept.value;
  };
}
