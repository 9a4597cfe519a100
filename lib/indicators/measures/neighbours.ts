import type { LedgerKey } from '../../identifiers.ts';
import type { Entry } from '../../ledger/entry.ts';
import { employerKeys, isPay } from '../../ledger/user-details.ts';
import { instant } from '../../time.ts';
import type { Match } from '../match.ts';
import type { Measure } from '../measure.ts';
import type { Neighbour, Neighbourhood } from '../neighbourhood.ts';
import type { SubjectFacts } from '../subject-facts.ts';
import { countUpTo } from '../timeline.ts';
import { withCommonest } from './commonest.ts';
import { inWindow, type Series, stepBuilder, type Window } from './series.ts';

type Neighbours = Extract<Measure, { neighbours: unknown }>;

/** Milliseconds since 1970: after the one, up to and including the other. */
type Period = { after: number; until: number };

/** Somebody on the other side of selected entries. */
type Other = {
  /** The selected entries that name it. */
  window: Window;
  /** What came in, in its own ledgers: all of it, or pay alone. */
  received(period: Period): number;
  employers(period: Period): LedgerKey[];
  matches: readonly Match[];
};

/**
 * How many linked people on the other side of the selected entries show what is asked, each in its
 * own ledgers and as of the moment: nothing later is read of them either.
 */
export function neighboursSeries(
  measure: Neighbours,
  window: Window,
  around: { facts: SubjectFacts; neighbourhood: Neighbourhood },
): Series {
  const others = othersIn(window, measure, around);
  const { moments } = window.timeline;
  const minorIn = (selected: readonly number[]) =>
    selected.reduce((sum, index) => sum + (around.facts.entries[index]?.cadMinor ?? 0), 0);
  const shown = (moment: number): Other[] => {
    const until = moments[moment] ?? 0;
    const period = { after: until - window.over, until };
    const all = minorIn(inWindow(window, moment));
    const showing = others.filter((other) => {
      const selected = inWindow(other.window, moment);
      const minor = minorIn(selected);
      return (
        selected.length >= (measure.times ?? 1) &&
        isPart(minor, all, measure.partOfSum) &&
        matchesEnough(other, measure.matching, period) &&
        isPart(minor, other.received(period), measure.forwarding)
      );
    });
    return measure.sameEmployer
      ? withCommonest(showing, (other) => other.employers(period))
      : showing;
  };
  const steps = stepBuilder();
  for (let moment = window.from; moment < moments.length; moment += 1) {
    steps.note(moment, shown(moment).length);
  }
  return {
    ...steps,
    evidence: (moment) => shown(moment).flatMap((other) => [...inWindow(other.window, moment)]),
  };
}

function matchesEnough({ matches }: Other, asked: Neighbours['matching'], period: Period): boolean {
  if (!asked) return true;
  const { indicators, families, atLeast = 1 } = asked;
  const held = matches.filter(
    ({ from, until }) => instant(from) <= period.until && instant(until) > period.after,
  );
  const all = indicators === undefined && families === undefined;
  const shown = new Set([
    ...held.map(({ indicator }) => indicator).filter((id) => all || indicators?.includes(id)),
    ...held.map(({ family }) => family).filter((family) => families?.includes(family)),
  ]);
  return shown.size >= atLeast;
}

/** Whether something is at least such a part of a whole; of nothing there are no parts. */
const isPart = (minor: number, whole: number, atLeast: number | undefined): boolean =>
  atLeast === undefined || (whole > 0 && minor / whole >= atLeast);

/** Whom the selected entries name, each person once. */
function othersIn(
  window: Window,
  { ofPay }: Neighbours,
  {
    facts: { subject, entries },
    neighbourhood,
  }: { facts: SubjectFacts; neighbourhood: Neighbourhood },
): Other[] {
  const everybody = [...neighbourhood.subjects.values()];
  const self = neighbourhood.subjects.get(subject)?.person;
  // Of several people who hold one account the first is the one that is named.
  const named = new Map(
    everybody
      .toReversed()
      .flatMap(({ names, person }) => [...names].map((name) => [name, person] as const)),
  );
  const personIn = ({ counterparty }: Pick<Entry, 'counterparty'>): LedgerKey | undefined =>
    [counterparty?.key ?? '', ...(counterparty?.keys ?? [])]
      .map((name) => named.get(name))
      .find((person) => person !== undefined);
  const selected = Map.groupBy(window.selected, (index) => personIn(entries[index] ?? {}));
  return [...selected].flatMap(([person, indexes]) => {
    if (person === undefined || person === self) return [];
    const same = everybody.filter((one) => one.person === person);
    return [otherOf(same, { ...window, selected: indexes }, ofPay)];
  });
}

function otherOf(same: readonly Neighbour[], window: Window, ofPay: Neighbours['ofPay']): Other {
  const own = same.flatMap(({ facts }) => [...facts.entries]);
  const pay = flowOf(own.filter(isPay));
  return {
    window,
    received: (ofPay ? pay : flowOf(own.filter(isReceived))).sum,
    employers: (period) => pay.within(period).flatMap(employerKeys),
    matches: same.flatMap(({ matches }) => [...matches]),
  };
}

/** Money between own accounts was not received from anybody. */
const isReceived = ({ direction, role, kind, attempted }: Entry): boolean =>
  direction === 'in' && role === 'holder' && kind !== 'internal' && !attempted;

/** Entries over time, to be asked about one period after the other. */
function flowOf(entries: readonly Entry[]) {
  const inOrder = entries
    .map((entry) => ({ entry, at: instant(entry.at) }))
    .sort((a, b) => a.at - b.at);
  const sums = [0];
  for (const { entry } of inOrder) sums.push((sums.at(-1) ?? 0) + (entry.cadMinor ?? 0));
  const instants = inOrder.map(({ at }) => at);
  const upTo = (limit: number) => countUpTo(instants, limit);
  return {
    sum: ({ after, until }: Period) => (sums[upTo(until)] ?? 0) - (sums[upTo(after)] ?? 0),
    within: ({ after, until }: Period) =>
      inOrder.slice(upTo(after), upTo(until)).map(({ entry }) => entry),
  };
}
