import { Graph, layout } from '@dagrejs/dagre';
import type { Language } from '../../translated.ts';
import type { DisclosurePackage } from '../package.ts';
import { type Flow, moneyFlows, type Place } from './money-flow.ts';
import { decimal, grouped } from './totals.ts';

/** Somebody or something in the chart of links. */
export type Knot = {
  label: string;
  kind: 'subject' | 'possible-victim' | 'connected' | 'unknown' | 'account' | 'payers';
  names: readonly string[];
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

/** Who is linked with whom: by money, by holding an account, by a suspected relationship. */
export function linkGraph(held: DisclosurePackage): LinkGraph {
  const flows = moneyFlows(held);
  const paid = flows.some(({ from, to }) => from.kind === 'payers' && labelsOf(to).length > 0);
  const knots: Knot[] = [
    ...[...held.possibleVictims, ...held.parties].map(({ label, role, names }) => ({
      label,
      kind: role,
      names,
    })),
    ...held.accounts.map(({ label, institution, branch, number }) => ({
      label,
      kind: 'account' as const,
      names: [[institution, branch, number].filter(Boolean).join('-')],
    })),
    ...(paid ? [{ label: payersLabel, kind: 'payers' as const, names: [] }] : []),
  ];
  const ties: Tie[] = [
    ...moneyTies(flows, held.cover.language),
    ...held.accounts.flatMap(({ label, holders }) =>
      holders.map((holder) => ({
        from: holder,
        to: label,
        kind: 'holder' as const,
        words: '',
        count: 0,
      })),
    ),
    ...relationshipTies(held),
  ];
  return { knots, ties };
}

function relationshipTies({ relationships }: DisclosurePackage): Tie[] {
  const pairs = new Map(
    relationships.map(({ from, to }) => [[from, to].sort().join(' '), { from, to }]),
  );
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
    const sum = `${grouped(decimal(total), language)} ${total.currency} (${transactions.length})`;
    const [first] = labelsOf(from);
    for (const source of labelsOf(from)) {
      for (const target of labelsOf(to)) {
        if (source === target) continue;
        const key = `${source} ${target}`;
        const known = ties.get(key);
        const words = [known?.words, source === first && sum].filter(Boolean).join('; ');
        const count = (known?.count ?? 0) + transactions.length;
        ties.set(key, { from: source, to: target, kind: 'money', words, count });
      }
    }
  }
  return [...ties.values()].flatMap((tie) => {
    const back = ties.get(`${tie.to} ${tie.from}`);
    if (!back) return [tie];
    const isMain = tie.count > back.count || (tie.count === back.count && tie.from < tie.to);
    return isMain ? [{ ...tie, words: `${tie.words}\n← ${back.words}`, back: true as const }] : [];
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

type Point = { x: number; y: number };
export type Placed = {
  width: number;
  height: number;
  knots: ReadonlyMap<string, Point>;
  /** In the order of the graph's ties: the way of the line, and where its words stand. */
  ties: readonly { points: readonly Point[]; words: Point }[];
};
export type Box = { width: number; height: number };

/**
 * Where everything stands, from left to right as money goes. No chance has a part in it: the same
 * graph has the same layout on every machine.
 */
export function placed(
  { knots, ties }: LinkGraph,
  { knot, words }: { knot: (knot: Knot) => Box; words: (tie: Tie) => Box },
): Placed {
  const inFlow = new Set(
    ties.flatMap(({ kind, from, to }) => (kind === 'money' ? [from, to] : [])),
  );
  // Money says what stands before what; an account follows its holder if money does not place him.
  const ranks = ({ kind, from }: Tie) =>
    kind === 'money' || (kind === 'holder' && !inFlow.has(from));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, edgesep: 8, ranksep: 40, marginx: 22, marginy: 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const one of knots) graph.setNode(one.label, { ...knot(one) });
  for (const [index, tie] of ties.entries()) {
    if (!ranks(tie)) continue;
    const weight = tie.kind === 'money' ? 2 : 1;
    graph.setEdge(
      tie.from,
      tie.to,
      { ...words(tie), labelpos: 'c', weight, minlen: 1 },
      `${index}`,
    );
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as Partial<Box>;
  const boxAt = (label: string) => graph.node(label) as Point & Box;
  return {
    width,
    height,
    knots: new Map(
      knots.map(({ label }) => {
        const { x, y } = boxAt(label);
        return [label, { x, y }];
      }),
    ),
    ties: ties.map((tie, index) => {
      const { from, to } = tie;
      if (!ranks(tie)) return between(boxAt(from), boxAt(to));
      const {
        points = [],
        x,
        y,
      } = graph.edge(from, to, `${index}`) as Partial<Point> & {
        points?: Point[];
      };
      const [first] = points;
      return { points, words: { x: x ?? first?.x ?? 0, y: y ?? first?.y ?? 0 } };
    }),
  };
}

/** A bow to the left between two boxes above each other, else a line from side to side. */
function between(a: Point & Box, b: Point & Box): Placed['ties'][number] {
  const aboveEachOther = Math.abs(a.x - b.x) < (a.width + b.width) / 2;
  if (aboveEachOther) {
    const x = Math.min(a.x - a.width / 2, b.x - b.width / 2);
    const depth = Math.min(22, 10 + Math.abs(a.y - b.y) / 16);
    const bow = { x: x - depth, y: (a.y + b.y) / 2 };
    const points = [{ x: a.x - a.width / 2, y: a.y }, bow, { x: b.x - b.width / 2, y: b.y }];
    return { points, words: bow };
  }
  const side = a.x < b.x ? 1 : -1;
  const points = [
    { x: a.x + (side * a.width) / 2, y: a.y },
    { x: b.x - (side * b.width) / 2, y: b.y },
  ];
  return { points, words: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}
