import { Graph, layout } from '@dagrejs/dagre';
import type { Knot, LinkGraph, Tie } from './link-graph.ts';

export type Point = { x: number; y: number };
export type Way = { points: readonly Point[]; words: Point };
export type Placed = {
  width: number;
  height: number;
  knots: ReadonlyMap<string, Point>;
  /** In the order of the graph's ties: the points a line goes through, and where its words stand. */
  ties: readonly Way[];
};
export type Box = { width: number; height: number };
export type Sizes = { knot: (knot: Knot) => Box; words: (tie: Tie) => Box };

/**
 * Where everything stands, from left to right as money goes, as wide as there is room. Lines turn only
 * between columns: each runs straight through its words and past boxes, so it is plain which words are
 * whose. No chance has a part in it: the same graph has the same layout on every machine.
 */
export function placed(graph: LinkGraph, sizes: Sizes, room?: Box): Placed {
  const { width, height, spots, ways } = laidOut(graph, sizes);
  const stretch = room ? stretchTo(room, { width, height }) : 1;
  const wide = ({ x, y }: Point): Point => ({ x: x * stretch, y });
  const boxes = new Map(
    graph.knots.map((knot) => {
      const spot = wide(spots.get(knot.label) ?? origin);
      return [knot.label, { ...spot, ...sizes.knot(knot) }];
    }),
  );
  const boxAt = (label: string): Spot => boxes.get(label) ?? { ...origin, width: 0, height: 0 };
  const inner = ways.map((points) => points?.map(wide));
  const ends = portsOf(graph.ties, boxAt, inner);
  const halves = halfWidths(graph, sizes, boxes);
  return {
    width: width * stretch,
    height,
    knots: boxes,
    ties: graph.ties.map(({ from, to }, index) => {
      const [a, b] = [boxAt(from), boxAt(to)];
      const through = inner[index];
      return through ? lineThrough(ends[index] ?? [a, b], through, halves) : between(a, b);
    }),
  };
}

const origin: Point = { x: 0, y: 0 };
type Spot = Point & Box;

const mostStretch = 1.7;

const stretchTo = (room: Box, { width, height }: Box): number => {
  const scale = Math.min(1, room.height / height);
  return Math.max(1, Math.min(mostStretch, room.width / scale / width));
};

type LaidOut = Box & {
  spots: ReadonlyMap<string, Point>;
  /** The inner points of each line; undefined of one that has no part in what stands before what. */
  ways: readonly (readonly Point[] | undefined)[];
};

function laidOut({ knots, ties }: LinkGraph, { knot, words }: Sizes): LaidOut {
  // Money says what stands before what; an account follows a holder whom money does not place.
  const ranks = ({ kind }: Tie) => kind !== 'relationship';
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 10, edgesep: 8, ranksep: 40, marginx: 22, marginy: 2 });
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
  return {
    width,
    height,
    spots: new Map(knots.map(({ label }) => [label, graph.node(label) as Point])),
    ways: ties.map((tie, index) => {
      if (!ranks(tie)) return undefined;
      const edge = graph.edge(tie.from, tie.to, `${index}`) as { points?: Point[] };
      return (edge.points ?? []).slice(1, -1);
    }),
  };
}

/** How far from the middle of a column its boxes or words reach: there lines run straight. */
function halfWidths(
  { ties }: LinkGraph,
  { words }: Sizes,
  boxes: ReadonlyMap<string, Spot>,
): (x: number) => number {
  const spots = [...boxes.values()];
  const widest = ties.reduce((most, tie) => Math.max(most, words(tie).width), 0);
  return (x) => (spots.find((spot) => Math.abs(spot.x - x) < 1)?.width ?? widest) / 2;
}

/** Where lines leave and reach the sides of boxes: spread, in the order of where they go. */
function portsOf(
  ties: readonly Tie[],
  boxAt: (label: string) => Spot,
  ways: readonly (readonly Point[] | undefined)[],
): [Point, Point][] {
  const ports: [Point, Point][] = ties.map(() => [origin, origin]);
  const ends = ties.flatMap(({ from, to }, index) => {
    const way = ways[index];
    const [first, last] = [way?.[0], way?.at(-1)];
    if (!first || !last) return [];
    const ahead = boxAt(to).x >= boxAt(from).x;
    return [
      { index, end: 0 as const, label: from, side: ahead ? 1 : -1, towards: first },
      { index, end: 1 as const, label: to, side: ahead ? -1 : 1, towards: last },
    ];
  });
  for (const side of Map.groupBy(ends, ({ label, side: at }) => `${label} ${at}`).values()) {
    const sorted = side.toSorted((a, b) => a.towards.y - b.towards.y || a.index - b.index);
    for (const [place, { index, end, label, side: at }] of sorted.entries()) {
      const { x, y, width, height } = boxAt(label);
      const step = Math.min(7, (height - 8) / sorted.length);
      const port = { x: x + (at * width) / 2, y: y + (place - (sorted.length - 1) / 2) * step };
      const pair = ports[index];
      if (pair) pair[end] = port;
    }
  }
  return ports;
}

function lineThrough(
  [start, end]: readonly [Point, Point],
  inner: readonly Point[],
  halfAt: (x: number) => number,
): Way {
  const ahead = end.x >= start.x ? 1 : -1;
  const through = inner.flatMap(({ x, y }) => [
    { x: x - ahead * halfAt(x), y },
    { x: x + ahead * halfAt(x), y },
  ]);
  const words = inner[Math.floor(inner.length / 2)] ?? start;
  return { points: [start, ...through, end], words };
}

/** A bow to the left between two boxes above each other, else a line from side to side. */
function between(a: Spot, b: Spot): Way {
  const aboveEachOther = Math.abs(a.x - b.x) < (a.width + b.width) / 2;
  if (aboveEachOther) {
    const x = Math.min(a.x - a.width / 2, b.x - b.width / 2);
    const depth = Math.min(22, 10 + Math.abs(a.y - b.y) / 16);
    const bow = { x: x - depth, y: (a.y + b.y) / 2 };
    return {
      points: [{ x: a.x - a.width / 2, y: a.y }, bow, { x: b.x - b.width / 2, y: b.y }],
      words: bow,
    };
  }
  const side = a.x < b.x ? 1 : -1;
  const points = [
    { x: a.x + (side * a.width) / 2, y: a.y },
    { x: b.x - (side * b.width) / 2, y: b.y },
  ];
  return { points, words: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}
