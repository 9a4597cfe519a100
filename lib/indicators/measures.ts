import type { Entry } from '../ledger/entry.ts';
import { localDate, windowMilliseconds } from '../time.ts';
import { pointOf } from './entry-places.ts';
import type { Indicator } from './indicator.ts';
import { asksAboutOthers } from './judging-order.ts';
import type { CompiledLists } from './lists.ts';
import type { Measure } from './measure.ts';
import type { BasePlan, MeasurePlan } from './measure-plans.ts';
import { agreement } from './measures/agreement.ts';
import { medianBalanceSeries } from './measures/balance.ts';
import { datesSeries } from './measures/dates.ts';
import {
  apartSeries,
  distinctSeries,
  largestSeries,
  nearMedianSeries,
  topShareSeries,
} from './measures/distinct.ts';
import { fieldValues } from './measures/field-values.ts';
import {
  addressClassSeries,
  industrySeries,
  minimumWageSeries,
  occupationSeries,
  ownNamesSeries,
  profileSeries,
} from './measures/known.ts';
import { type Judged, matchedSeries } from './measures/matched.ts';
import { neighboursSeries } from './measures/neighbours.ts';
import { occurringTest } from './measures/occurring.ts';
import { pairsSeries } from './measures/pairs.ts';
import { passedOnSeries } from './measures/passed-on.ts';
import { recordsSeries, recordTest } from './measures/records.ts';
import { runsSeries } from './measures/runs.ts';
import {
  combinedSeries,
  constantSeries,
  type Series,
  type Span,
  type Window,
} from './measures/series.ts';
import { sharersSeries } from './measures/sharers.ts';
import { baselineSeries, countSeries, medianSeries, sumSeries } from './measures/totals.ts';
import { withTopSeries } from './measures/with-top.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Point } from './places.ts';
import type { Selection } from './selection.ts';
import type { SubjectFacts } from './subject-facts.ts';
import type { SubjectView } from './subject-view.ts';

/** The distinct measure proper: pairs may have a `distinct` as well. */
type Distinct = Extract<Measure, { distinct: unknown; of: unknown }>;
type Of<K extends string> = Extract<Measure, { [key in K]: unknown }>;

/** What was found of an indicator that has been judged already. */
export type JudgedIndicator = Omit<Judged, 'name'> & { document: Indicator };

/** What one subject's measures are computed from. */
export type Sources = {
  facts: SubjectFacts;
  view: SubjectView;
  selection: Selection;
  /** In the order in which they were judged: whatever a document asks about is there. */
  judged: readonly JudgedIndicator[];
  neighbourhood: Neighbourhood | undefined;
  /** Whether nobody supplied what a measure needs: it is undefined then. */
  isLacking(number: number): boolean;
};

/** The sources, from one moment on, and the measures that others are made of. */
type Measuring = Sources & Span & { series(number: number): Series };

/** A measure made ready: what it needs of the rulebook is worked out once, for all subjects. */
export type Compute = (measuring: Measuring) => Series;

/**
 * The measures of one subject from one moment on, by number. Each is computed when it is first asked
 * for, and once.
 */
export function measuresFrom(
  from: number,
  computes: readonly Compute[],
  sources: Sources,
): { series(number: number): Series; forget(number: number): void } {
  const computed: (Series | undefined)[] = [];
  const measuring: Measuring = { ...sources, timeline: sources.facts.timeline, from, series };
  function series(number: number): Series {
    const known = computed[number];
    if (known) return known;
    const made = sources.isLacking(number)
      ? constantSeries(Number.NaN, measuring)
      : (computes[number] as Compute)(measuring);
    computed[number] = made;
    return made;
  }
  return {
    series,
    forget(number) {
      computed[number] = undefined;
    },
  };
}

export function compileMeasure(plan: MeasurePlan, lists: CompiledLists): Compute {
  switch (plan.kind) {
    case 'base':
      return compileBase(plan, lists);
    case 'share':
      return ({ series }) =>
        combinedSeries(series(plan.part), series(plan.whole), (part, whole) =>
          whole === 0 ? Number.NaN : part / whole,
        );
    case 'peerZ':
      return ({ facts, view, series, ...span }) => {
        const naics = facts.profile?.naics;
        const peers = lists.peers.group(plan.statistic, { naics, home: view.home });
        return peers
          ? mappedSeries(series(plan.own), (own) => (own - peers.mean) / peers.deviation)
          : constantSeries(Number.NaN, span);
      };
    case 'matched': {
      const { measure, over } = plan;
      return ({ judged, timeline, from }) =>
        matchedSeries(askedAbout(measure, judged), { timeline, from, over });
    }
  }
}

/** The least that sums are compared with, in minor units. */
const oneDollar = 100;

function compileBase({ measure, selectors, over }: BasePlan, lists: CompiledLists): Compute {
  const [first = -1, second = -1] = selectors;
  const windowOf = ({ timeline, from, selection }: Measuring, selector = first): Window => ({
    timeline,
    from,
    selected: selection.selected(selector),
    over,
  });
  if ('count' in measure) return (measuring) => countSeries(windowOf(measuring));
  if ('sum' in measure) {
    const { field = 'amount' } = measure;
    return (measuring) => sumSeries(windowOf(measuring), measuring.selection.sums(first, field));
  }
  if ('runs' in measure) {
    const { runs, at, distinct, atLeast, within, sumAtLeast = 0 } = measure;
    const [places, values] = [at, distinct].map((field) => fieldValues(field, runs, lists));
    const shortest = windowMilliseconds(within);
    return (measuring) =>
      runsSeries(windowOf(measuring), {
        at: readBy(places, measuring),
        distinct: readBy(values, measuring),
        atLeast,
        within: shortest,
        minorOf: minorIn(measuring),
        sumAtLeast,
      });
  }
  if ('pairs' in measure) {
    const { commonOf, agree } = agreement(measure, lists);
    const within = windowMilliseconds(measure.within);
    const values = measure.distinct && fieldValues(measure.distinct, measure.pairs.next, lists);
    return (measuring) => {
      const { selection, facts } = measuring;
      const pairing = {
        firsts: selection.selected(first),
        nexts: selection.selected(second),
        eitherOrder: measure.eitherOrder ?? false,
        within,
        commonOf: (index: number) => commonOf(entryAt(index, facts)),
        agree: (one: number, other: number) => agree(entryAt(one, facts), entryAt(other, facts)),
      };
      return pairsSeries(windowOf(measuring), pairing, values && readBy(values, measuring));
    };
  }
  if ('distinct' in measure) return compileDistinct(measure, { over, windowOf }, lists);
  if ('topShare' in measure) {
    const { topShare, of, by, top } = measure;
    const values = fieldValues(topShare, of, lists);
    return (measuring) =>
      topShareSeries(windowOf(measuring), readBy(values, measuring), {
        weight: weightBy(by, measuring),
        top,
      });
  }
  if ('largest' in measure) {
    const { largest, of, by } = measure;
    const values = fieldValues(largest, of, lists);
    return (measuring) =>
      largestSeries(windowOf(measuring), readBy(values, measuring), weightBy(by, measuring));
  }
  if ('withTop' in measure) {
    const { withTop: field, of, counted } = measure;
    const [having, sharing] = [of, counted].map((selector) => fieldValues(field, selector, lists));
    return (measuring) => {
      const { selected: others } = windowOf(measuring);
      const window = windowOf(measuring, second);
      const both = [...new Set([...others, ...window.selected])].sort((a, b) => a - b);
      return withTopSeries(
        { ...window, selected: both },
        { selected: new Set(others), values: readBy(having, measuring) },
        { selected: new Set(window.selected), values: readBy(sharing, measuring) },
      );
    };
  }
  if ('median' in measure) {
    return (measuring) => medianSeries(windowOf(measuring), measuring.facts.entries);
  }
  if ('medianBalance' in measure) {
    return (measuring) => medianBalanceSeries(windowOf(measuring), measuring.facts.entries);
  }
  if ('dates' in measure) {
    const { atLeast } = measure;
    const within = measure.within === undefined ? undefined : windowMilliseconds(measure.within);
    return (measuring) =>
      datesSeries(windowOf(measuring), (index) => localDate(entryAt(index, measuring.facts).at), {
        atLeast,
        within,
      });
  }
  if ('passedOn' in measure) {
    const within = windowMilliseconds(measure.within);
    return (measuring) =>
      passedOnSeries(windowOf(measuring), measuring.selection.selected(second), {
        within,
        entries: measuring.facts.entries,
      });
  }
  if ('ratioToBaseline' in measure) {
    const isSum = measure.by === 'sum';
    return (measuring) =>
      baselineSeries(windowOf(measuring), {
        sums: measuring.selection.sums(first, isSum ? 'amount' : 'count'),
        floor: isSum ? oneDollar : 1,
      });
  }
  if ('records' in measure || 'distinctRecords' in measure) {
    const part = 'records' in measure ? measure.records : measure.of;
    const counts = recordTest(measure, lists);
    const distinct = 'distinctRecords' in measure ? measure.distinctRecords : undefined;
    return ({ facts, timeline, from }) =>
      recordsSeries(facts.records.get(part), { timeline, from, over }, { counts, distinct });
  }
  if ('profile' in measure) {
    return ({ facts, ...span }) => profileSeries(measure.profile, facts, span);
  }
  if ('industry' in measure) {
    return ({ facts, ...span }) => industrySeries(measure.industry, facts, span);
  }
  if ('minimumWageHours' in measure) {
    const { minimumWageHours: hours } = measure;
    return ({ facts, ...span }) => minimumWageSeries(hours, { lists, facts }, span);
  }
  if ('ownNames' in measure) return ({ facts, ...span }) => ownNamesSeries(facts, span);
  if ('addressClass' in measure) {
    return ({ facts, ...span }) => addressClassSeries(measure.addressClass, facts, span);
  }
  if ('occupation' in measure) {
    return ({ view, ...span }) => occupationSeries(measure.occupation, view, span);
  }
  if ('sharers' in measure) {
    return ({ facts, neighbourhood, ...span }) =>
      neighbourhood
        ? sharersSeries(measure, facts.subject, neighbourhood, span)
        : constantSeries(Number.NaN, span);
  }
  return (measuring) => {
    const { facts, neighbourhood } = measuring;
    return neighbourhood
      ? neighboursSeries(measure, windowOf(measuring), { facts, neighbourhood })
      : constantSeries(Number.NaN, measuring);
  };
}

function compileDistinct(
  { distinct: field, of, occurring, apartKm, nearMedianPercent }: Distinct,
  { over, windowOf }: { over: number; windowOf: (measuring: Measuring) => Window },
  lists: CompiledLists,
): Compute {
  const values = fieldValues(field, of, lists);
  const counts = occurringTest(occurring, { over, lists });
  const kept = (measuring: Measuring) => ({
    values: readBy(values, measuring),
    minorOf: minorIn(measuring),
    counts,
  });
  if (nearMedianPercent !== undefined) {
    return (measuring) => nearMedianSeries(windowOf(measuring), kept(measuring), nearMedianPercent);
  }
  if (apartKm === undefined) {
    return (measuring) => distinctSeries(windowOf(measuring), kept(measuring));
  }
  const byArea = field === 'area';
  return (measuring) => {
    const points = new Map<string, Point>();
    /** A value and where it lies; one that the gazetteer does not know lies where its entry says. */
    const located = (index: number): string[] => {
      const entry = entryAt(index, measuring.facts);
      return values(entry, measuring.view).flatMap((value) => {
        const middle = byArea ? lists.places.areaPoint(value) : undefined;
        const place = middle ?? lists.places.find(entry.city, entry.province);
        const point = place ?? pointOf(entry, lists.places);
        if (!point) return [];
        const name = place ? value : `${value} ${point.latitude} ${point.longitude}`;
        points.set(name, point);
        return [name];
      });
    };
    return apartSeries(
      windowOf(measuring),
      { ...kept(measuring), values: located },
      { apartKm, pointOf: (name) => points.get(name) },
    );
  };
}

type Read = (entry: Entry, view: SubjectView) => readonly string[];

const readBy =
  (read: Read | undefined, { facts, view }: Measuring) =>
  (index: number): readonly string[] =>
    read?.(entryAt(index, facts), view) ?? [];

const minorIn =
  ({ facts }: Measuring) =>
  (index: number): number | undefined =>
    entryAt(index, facts).cadMinor;

const weightBy = (by: 'count' | 'sum', { facts }: Measuring) =>
  by === 'sum' ? (index: number) => entryAt(index, facts).cadMinor ?? 0 : () => 1;

function entryAt(index: number, { entries }: SubjectFacts): Entry {
  const entry = entries[index];
  if (!entry) throw new RangeError(`no entry ${index}`);
  return entry;
}

const mappedSeries = (one: Series, map: (value: number) => number): Series => ({
  ...one,
  values: one.values.map(map),
});

/** An indicator that counts others is none of those counted: nothing is counted twice, nor itself. */
const askedAbout = (
  measure: Of<'matched'> | Of<'matchedFamilies'>,
  judged: readonly JudgedIndicator[],
): Judged[] =>
  'matched' in measure
    ? judged
        .filter(({ document }) => measure.matched.includes(document.id))
        .map((one) => ({ ...one, name: one.document.id }))
    : judged
        .filter(({ document }) => measure.matchedFamilies.includes(document.family))
        .filter(({ document }) => !asksAboutOthers(document.measures))
        .map((one) => ({ ...one, name: one.document.family }));
