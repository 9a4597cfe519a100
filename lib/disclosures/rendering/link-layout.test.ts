import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownShape } from '../../../test/support/known-shape.ts';
import { type LinkGraph, linkGraph } from './link-graph.ts';
import { type Placed, placed } from './link-layout.ts';

const box = { width: 100, height: 30 };
const words = { width: 60, height: 10 };
const sizes = { knot: () => box, words: () => words };

const apart = (a: { x: number; y: number }, b: { x: number; y: number }, size: typeof box) =>
  Math.abs(a.x - b.x) >= size.width - 0.01 || Math.abs(a.y - b.y) >= size.height - 0.01;

const pairsOf = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((a, index) => all.slice(index + 1).map((b): [T, T] => [a, b]));

const ranked = ({ ties }: LinkGraph, layout: Placed) =>
  layout.ties.filter((_, index) => ties[index]?.kind !== 'relationship');

/** Graphs of money with circles and without, and of relationships. */
const graphs = fc
  .record({
    count: fc.integer({ min: 2, max: 9 }),
    ties: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.constantFrom('money', 'relationship')), {
      minLength: 1,
      maxLength: 14,
    }),
  })
  .map(({ count, ties }): LinkGraph => {
    const knots = Array.from({ length: count }, (_, index) => ({
      label: `P${index + 1}`,
      kind: 'connected' as const,
      names: ['NAME'],
    }));
    const pairs = new Map(
      ties
        .map(([a, b, kind]) => ({ from: `P${(a % count) + 1}`, to: `P${(b % count) + 1}`, kind }))
        .filter(({ from, to }) => from !== to)
        .map((tie) => [[tie.from, tie.to].sort().join(' '), tie]),
    );
    return {
      knots,
      ties: [...pairs.values()].map((tie) => ({
        ...tie,
        kind: tie.kind as 'money' | 'relationship',
        words: tie.kind === 'money' ? '1.00 CAD (1)' : '',
        count: 1,
      })),
    };
  });

test('for any graph, neither boxes nor words lie over each other, and again the same', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const layout = placed(graph, sizes);
      for (const [a, b] of pairsOf([...layout.knots.values()])) expect(apart(a, b, box)).toBe(true);
      const spots = ranked(graph, layout).map((way) => way.words);
      for (const [a, b] of pairsOf(spots)) expect(apart(a, b, words)).toBe(true);
      expect(placed(graph, sizes)).toEqual(layout);
    }),
    { numRuns: 60 },
  );
});

test('for any graph, each line runs level through its own words and from side to side', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const layout = placed(graph, sizes);
      for (const way of ranked(graph, layout)) {
        const level = way.points.filter(({ y }) => Math.abs(y - way.words.y) < 0.01);
        const xs = level.map(({ x }) => x);
        expect(Math.min(...xs)).toBeLessThanOrEqual(way.words.x - words.width / 2 + 0.01);
        expect(Math.max(...xs)).toBeGreaterThanOrEqual(way.words.x + words.width / 2 - 0.01);
      }
      for (const [index, { from, to, kind }] of graph.ties.entries()) {
        if (kind === 'relationship') continue;
        const [first, last] = [layout.ties[index]?.points[0], layout.ties[index]?.points.at(-1)];
        for (const [label, end] of [
          [from, first],
          [to, last],
        ] as const) {
          const spot = layout.knots.get(label);
          expect(Math.abs((end?.x ?? 0) - (spot?.x ?? 0))).toBeCloseTo(box.width / 2);
          expect(Math.abs((end?.y ?? 0) - (spot?.y ?? 0))).toBeLessThanOrEqual(box.height / 2);
        }
      }
    }),
    { numRuns: 60 },
  );
});

describe('given the graph of a large package', () => {
  const graph = linkGraph(knownShape({ reports: 80, transactions: 260 }));

  test('when there is more room in width, then it is used, and boxes keep their size', () => {
    const narrow = placed(graph, sizes);
    const wide = placed(graph, sizes, { width: narrow.width * 1.3, height: narrow.height });
    expect(wide.width).toBeCloseTo(narrow.width * 1.3);
    expect(wide.height).toBe(narrow.height);
    const [lefts, rights] = [wide, narrow].map((layout) =>
      [...layout.knots.values()].map(({ x }) => x).sort((a, b) => a - b),
    ) as [number[], number[]];
    expect(lefts.at(-1)).toBeGreaterThan(rights.at(-1) ?? 0);
  });
});
