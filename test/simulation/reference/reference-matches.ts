import { digest, type LedgerKey } from '../../../lib/identifiers.ts';
import type { Conditions, Indicator } from '../../../lib/indicators/indicator.ts';
import type { Match } from '../../../lib/indicators/match.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { Entry } from '../../../lib/ledger/entry.ts';
import { type Held, type Measured, measureAsOf } from './reference-measures.ts';

/** What the reference says of a match: everything but its words. */
export type ReferenceMatch = Pick<
  Match,
  'matchId' | 'indicator' | 'family' | 'strength' | 'from' | 'until' | 'values' | 'evidence'
>;

/** The matches of one subject, recomputed from nothing but its entries, as of each of them. */
export function referenceMatches(
  subject: LedgerKey,
  unordered: readonly Entry[],
  { indicators }: Rulebook,
): ReferenceMatch[] {
  const entries = [...unordered].sort(byTimeAndName);
  const moments = [...new Set(entries.map(instantOf))].sort((a, b) => a - b);
  const heldBy = new Map<string, { at: number; evidence: Entry[] }[]>();
  const held: Held = { entries, heldBy: (id) => heldBy.get(id) ?? [] };
  // Those that ask about others come last in the rulebook.
  return indicators.flatMap((indicator) => {
    const judged = moments.map((moment) => judgeAsOf(indicator, held, moment));
    const holding = judged.filter(({ holds }) => holds);
    heldBy.set(
      indicator.id,
      holding.map(({ moment, measured }) => ({
        at: moment,
        evidence: Object.values(measured).flatMap(({ evidence }) => evidence),
      })),
    );
    return runsOf(judged).map((run) => toMatch(subject, indicator, run, entries));
  });
}

type Judged = { moment: number; measured: Record<string, Measured>; holds: boolean };

function judgeAsOf({ measures, conditions }: Indicator, held: Held, moment: number): Judged {
  const measured = Object.fromEntries(
    Object.keys(measures).map((name) => [name, measureAsOf(name, measures, held, moment)]),
  );
  return { moment, measured, holds: holdsFor(conditions, measured) };
}

/** Nothing holds for a measure that is undefined. */
function holdsFor(conditions: Conditions, measured: Judged['measured']): boolean {
  if ('all' in conditions) return conditions.all.every((one) => holdsFor(one, measured));
  if ('any' in conditions) return conditions.any.some((one) => holdsFor(one, measured));
  if ('not' in conditions) return !holdsFor(conditions.not, measured);
  const value = measured[conditions.fact]?.value ?? null;
  if (conditions.operator !== 'greaterThanInclusive') {
    throw new Error(`the reference does not compare by ${conditions.operator}`);
  }
  return value !== null && value >= conditions.value;
}

/** Maximal runs of moments as of which it holds. */
function runsOf(judged: readonly Judged[]): Judged[][] {
  const runs: Judged[][] = [];
  let open: Judged[] | undefined;
  for (const one of judged) {
    if (!one.holds) open = undefined;
    else if (open) open.push(one);
    else {
      open = [one];
      runs.push(open);
    }
  }
  return runs;
}

function toMatch(
  subject: LedgerKey,
  indicator: Indicator,
  run: readonly Judged[],
  entries: readonly Entry[],
): ReferenceMatch {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) throw new Error('an empty run');
  const lastEntryAt = (moment: number) =>
    entries.filter((entry) => instantOf(entry) === moment).at(-1) as Entry;
  const from = lastEntryAt(first.moment);
  const named = JSON.stringify([subject, indicator.id, nameOf(from)]);
  const grade = indicator.grades?.find(({ conditions }) => holdsFor(conditions, last.measured));
  const evidence = new Set(Object.values(last.measured).flatMap((one) => one.evidence));
  return {
    matchId: `match-${digest(named).slice(0, 16)}`,
    indicator: indicator.id,
    family: indicator.family,
    strength: grade?.strength ?? indicator.strength,
    from: from.at,
    until: lastEntryAt(last.moment).at,
    values: Object.fromEntries(
      Object.entries(last.measured).map(([name, { value }]) => [name, value]),
    ),
    evidence: entries
      .filter((entry) => evidence.has(entry))
      .map(({ entity, report, transaction, leg }) => ({
        entity,
        reference: report,
        transaction,
        leg,
      })),
  };
}

const instantOf = ({ at }: Entry): number => Date.parse(at);

const nameOf = ({ entity, report, transaction, leg }: Entry): string =>
  JSON.stringify([entity, report, transaction, leg]);

const byTimeAndName = (a: Entry, b: Entry): number =>
  instantOf(a) - instantOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1);
