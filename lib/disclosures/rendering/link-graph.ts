import type { Language } from '../../translated.ts';
import type { DisclosurePackage } from '../package.ts';
import { linkWords } from '../party-words.ts';
import { type Flow, moneyFlows, type Place } from './money-flow.ts';
import { amountInWords, decimal } from './totals.ts';

/** Somebody or something in the chart of links. */
export type Knot = {
  label: string;
  kind: 'subject' | 'possible-victim' | 'connected' | 'unknown' | 'account' | 'payers';
  names: readonly string[];
  /** Of an account: the parties that hold it. */
  holders?: readonly string[];
};
/** A line between two of them; `words` and how many transactions beside money only. */
export type Tie = {
  from: string;
  to: string;
  kind: 'money' | 'holder' | 'relationship';
  words: string;
  count: number;
  /** Money also came back: less often, and told behind an arrow of its own. */
  back?: true;
};
export type LinkGraph = { knots: readonly Knot[]; ties: readonly Tie[] };

export const payersLabel = 'payers';

/**
 * Who is linked with whom: by money, by holding an account, by a relationship. An account names its
 * holders, so that only those get a line to it who would stand alone; nor does a relationship that is
 * nothing but the money.
 */
export function linkGraph(held: DisclosurePackage): LinkGraph {
  const flows = moneyFlows(held);
  const paid = flows.some(({ from, to }) => from.kind === 'payers' && labelsOf(to).length > 0);
  const knots: Knot[] = [
    ...[...held.possibleVictims, ...held.parties].map(({ label, role, names }) => ({
      label,
      kind: role,
      names,
    })),
    ...held.accounts.map(({ label, institution, branch, number, holders }) => ({
      label,
      kind: 'account' as const,
      names: [[institution, branch, number].filter(Boolean).join('-')],
      holders,
    })),
    ...(paid ? [{ label: payersLabel, kind: 'payers' as const, names: [] }] : []),
  ];
  const money = moneyTies(flows, held.cover.language);
  return { knots, ties: [...money, ...holderTies(held, money), ...relationshipTies(held, money)] };
}

function holderTies({ accounts }: DisclosurePackage, money: readonly Tie[]): Tie[] {
  const moving = new Set(money.flatMap(({ from, to }) => [from, to]));
  return accounts.flatMap(({ label, holders }) =>
    holders
      .filter((holder) => !moving.has(holder))
      .map((holder) => ({ from: holder, to: label, kind: 'holder', words: '', count: 0 })),
  );
}

function relationshipTies(held: DisclosurePackage, money: readonly Tie[]): Tie[] {
  const accountsOf = (party: string) =>
    held.accounts.flatMap(({ label, holders }) => (holders.includes(party) ? label : []));
  const paid = new Set(money.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  const joined = (a: string, b: string) =>
    [a, ...accountsOf(a)].some((from) =>
      [b, ...accountsOf(b)].some((to) => paid.has(`${from} ${to}`)),
    );
  const transfers = linkWords.transfers[held.cover.language];
  const told = held.relationships.filter(
    ({ from, to, reason }) => !(reason.startsWith(transfers) && joined(from, to)),
  );
  const pairs = new Map(told.map(({ from, to }) => [[from, to].sort().join(' '), { from, to }]));
  return [...pairs.values()].map((pair) => ({
    ...pair,
    kind: 'relationship',
    words: '',
    count: 0,
  }));
}

const labelsOf = (place: Place): readonly string[] =>
  place.kind === 'payers' ? [payersLabel] : place.kind === 'manner' ? [] : place.labels;

/** One line for each pair, whatever the currencies, the way most payments go. Where several pay together, the first has the sum. */
function moneyTies(flows: readonly Flow[], language: Language): Tie[] {
  const ties = new Map<string, Tie>();
  for (const { from, to, total, transactions } of flows) {
    const amount = amountInWords(decimal(total), total.currency, language);
    const sum = `${amount}\u00a0(${transactions.length})`;
    const [first] = labelsOf(from);
    for (const source of labelsOf(from)) {
      for (const target of labelsOf(to)) {
        if (source === target) continue;
        const key = `${source} ${target}`;
        const known = ties.get(key);
        const words = [known?.words, source === first && sum].filter(Boolean).join('\n');
        const count = (known?.count ?? 0) + transactions.length;
        ties.set(key, { from: source, to: target, kind: 'money', words, count });
      }
    }
  }
  return [...ties.values()].flatMap((tie) => {
    const back = ties.get(`${tie.to} ${tie.from}`);
    if (!back) return [tie];
    const isMain = tie.count > back.count || (tie.count === back.count && tie.from < tie.to);
    return isMain
      ? [
          {
            ...tie,
            words: `${tie.words}\n←\u00a0${back.words.replaceAll('\n', '\n←\u00a0')}`,
            back: true as const,
          },
        ]
      : [];
  });
}

const rank: Record<Knot['kind'], number> = {
  subject: 0,
  'possible-victim': 0,
  payers: 1,
  account: 2,
  unknown: 3,
  connected: 3,
};

/** The part of a graph that a page has room for: first the subjects, then those with the most ties. */
export function most({ knots, ties }: LinkGraph, count: number): LinkGraph {
  const degree = new Map<string, number>();
  for (const { from, to } of ties) {
    for (const label of [from, to]) degree.set(label, (degree.get(label) ?? 0) + 1);
  }
  const degreeOf = ({ label }: Knot) => degree.get(label) ?? 0;
  const kept = knots
    .filter((knot) => rank[knot.kind] === 0 || degreeOf(knot) > 0)
    .toSorted((a, b) => rank[a.kind] - rank[b.kind] || degreeOf(b) - degreeOf(a))
    .slice(0, count);
  const labels = new Set(kept.map(({ label }) => label));
  return {
    knots: kept,
    ties: ties.filter(({ from, to }) => labels.has(from) && labels.has(to)),
  };
}
