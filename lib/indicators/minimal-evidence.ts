import type { Entry } from '../ledger/entry.ts';
import { judgeSingle } from './judge-single.ts';
import { valueAt } from './measures/series.ts';
import { minimalSubset, type SearchLimits, type Subset } from './minimal-subset.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Rulebook } from './rulebook.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { countUpTo, growingTimeline } from './timeline.ts';

/** Enough for a thousand entries of which none can be spared; a second or two. */
const evidenceLimits: SearchLimits = { evaluations: 20_000, members: 4_000_000 };

/** An indicator that holds of a ledger as of a moment. */
export type Held = {
  single: Rulebook;
  id: string;
  facts: SubjectFacts;
  neighbourhood: Neighbourhood | undefined;
  moment: number;
  /** What its measures were computed from: the search begins with these entries. */
  evidence: readonly number[];
};

/**
 * Entries that suffice: the indicator holds as of the same moment of a ledger that has these entries
 * alone, with everything known beside entries as it is, and no longer does when any one of them is
 * taken away. There may be other such sets. Of this one large amounts are preferred, then newer ones.
 *
 * What was matched oldest first, or who counts as a stranger, depends on entries that are not
 * evidence themselves; where the evidence alone does not suffice, the search begins with the whole
 * ledger.
 *
 * @returns indexes of entries, in the order of time.
 */
export function minimalEvidence(held: Held, limits: SearchLimits = evidenceLimits): Subset<number> {
  const { facts } = held;
  const holds = (kept: readonly number[]) => holdsOfOnly(kept, held);
  const everything = facts.entries.map((_, index) => index);
  const first = holds(held.evidence) ? held.evidence : everything;
  const found = minimalSubset([...first].sort(byWeight(facts)), holds, limits);
  return {
    kept: found.kept.toSorted((a, b) => a - b),
    isMinimal: found.isMinimal,
    evaluations: found.evaluations + 1,
  };
}

const byWeight =
  ({ entries }: SubjectFacts) =>
  (a: number, b: number): number =>
    (entries[b]?.cadMinor ?? 0) - (entries[a]?.cadMinor ?? 0) || b - a;

/** Whether it holds as of the moment of a ledger with no other entries. */
function holdsOfOnly(
  kept: readonly number[],
  { single, id, facts, neighbourhood, moment }: Omit<Held, 'evidence'>,
): boolean {
  const reduced = onlyWith(kept, facts, moment);
  const { indicator, isRefused, measuredFrom } = judgeSingle(single, id, {
    facts: reduced.facts,
    neighbourhood,
  });
  if (isRefused) return false;
  const { series } = measuredFrom(reduced.moment);
  return indicator.holds(
    Float64Array.from(indicator.numbers, (number) => valueAt(series(number), reduced.moment)),
  );
}

/** The facts with some entries alone, and the same moment among them. */
function onlyWith(kept: readonly number[], facts: SubjectFacts, moment: number) {
  const { timeline } = facts;
  const last = timeline.lastEntry[moment] ?? -1;
  const indexes = kept.toSorted((a, b) => a - b);
  const timely = indexes.slice(0, countUpTo(indexes, last));
  const marker = markerOf(facts.entries[last] as Entry);
  const reduced = growingTimeline();
  for (const index of timely) reduced.add(timeline.instants[index] as number);
  reduced.add(timeline.moments[moment] as number);
  const place = reduced.moments.length - 1;
  for (const index of indexes.slice(timely.length)) reduced.add(timeline.instants[index] as number);
  const entries = [
    ...timely.map((index) => facts.entries[index] as Entry),
    marker,
    ...indexes.slice(timely.length).map((index) => facts.entries[index] as Entry),
  ];
  return { facts: { ...facts, entries, timeline: reduced }, moment: place };
}

/**
 * Stands for the moment, whether or not one of its entries is kept: an attempt by somebody else that
 * moved nothing, which no measure counts.
 */
export const markerOf = ({ entity, at }: Pick<Entry, 'entity' | 'at'>): Entry => ({
  entity,
  report: '\uffff',
  transaction: 'moment',
  leg: 0,
  at,
  role: 'conductor',
  direction: 'in',
  kind: 'other',
  channel: 'other',
  amount: { currency: 'CAD', minor: 0 },
  cadMinor: 0,
  attempted: true,
});
