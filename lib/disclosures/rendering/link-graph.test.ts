import { describe, expect, test } from 'vitest';
import { build } from '../../../test/support/build-test-package.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import { linkGraph, most, placed } from './link-graph.ts';

const box = { knot: () => ({ width: 100, height: 30 }), words: () => ({ width: 40, height: 10 }) };

test('given a package, then money, holders and relationships join parties and accounts', () => {
  expect(linkGraph(build()).ties).toEqual([
    { from: 'P1', to: 'A1', kind: 'money', words: '1,280.00 CAD (2)', count: 2 },
    { from: 'payers', to: 'A1', kind: 'money', words: '250.00 CAD (1)', count: 1 },
    { from: 'A1', to: 'P3', kind: 'money', words: '12.00 CAD (1)', count: 1 },
    { from: 'P2', to: 'A1', kind: 'holder', words: '', count: 0 },
    { from: 'P1', to: 'P2', kind: 'relationship', words: '', count: 0 },
  ]);
});

test('given money that went to somebody and less of it back, then one line tells both', () => {
  const held = build();
  const { transactions } = held;
  const [, , , advert] = transactions;
  const [start] = advert?.starts ?? [];
  if (!advert || !start) throw new Error('no advert');
  const refund = {
    ...advert,
    label: 'T5',
    starts: [{ ...start, account: undefined, conductors: [{ party: 'P3', onBehalfOf: [] }] }],
    completions: advert.completions.map((one) => ({ ...one, amount: '2.00', account: 'A1' })),
  } as (typeof transactions)[number];
  const twice = { ...held, transactions: [...transactions, { ...advert, label: 'T6' }, refund] };
  const ties = linkGraph(twice).ties.filter(({ from, to }) => [from, to].sort().join() === 'A1,P3');
  expect(ties).toEqual([
    {
      from: 'A1',
      to: 'P3',
      kind: 'money',
      words: '24.00 CAD (2)\n← 2.00 CAD (1)',
      count: 2,
      back: true,
    },
  ]);
});

describe('given the graph of a large package', () => {
  const graph = linkGraph(knownShape({ reports: 80, transactions: 260 }));

  test('when it is laid out, then no two boxes overlap, and again the same', () => {
    const layout = placed(graph, box);
    const spots = [...layout.knots.values()];
    for (const [index, a] of spots.entries()) {
      for (const b of spots.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= 100 || Math.abs(a.y - b.y) >= 30).toBe(true);
      }
    }
    expect(placed(graph, box)).toEqual(layout);
  });

  test('when only a part has room, then subjects and possible victims stay', () => {
    const part = most(graph, 4);
    expect(part.knots).toHaveLength(4);
    const kinds = part.knots.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'subject')).toHaveLength(2);
    expect(kinds).toContain('possible-victim');
    const labels = new Set(part.knots.map(({ label }) => label));
    for (const { from, to } of part.ties) expect(labels.has(from) && labels.has(to)).toBe(true);
  });
});
