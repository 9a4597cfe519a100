import { describe, expect, test } from 'vitest';
import { build } from '../../../test/support/build-test-package.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import type { DisclosurePackage } from '../package.ts';
import { linkGraph, most } from './link-graph.ts';

test('given a package, then money joins parties and accounts, and whoever holds one and moves none', () => {
  expect(linkGraph(build()).ties).toEqual([
    { from: 'P1', to: 'A1', kind: 'money', words: '1,280.00\u00a0CAD\u00a0(2)', count: 2 },
    { from: 'payers', to: 'A1', kind: 'money', words: '250.00\u00a0CAD\u00a0(1)', count: 1 },
    { from: 'A1', to: 'P3', kind: 'money', words: '12.00\u00a0CAD\u00a0(1)', count: 1 },
    { from: 'P2', to: 'A1', kind: 'holder', words: '', count: 0 },
  ]);
});

describe('given a relationship', () => {
  const told = (held: DisclosurePackage) =>
    linkGraph(held).ties.filter(({ kind }) => kind === 'relationship');

  test('when it is nothing but the money that is drawn, then it gets no line of its own', () => {
    const held = build();
    expect(held.relationships).toMatchObject([{ from: 'P1', to: 'P2' }]);
    expect(told(held)).toEqual([]);
  });

  test('when no money between the two is drawn, then it gets one', () => {
    expect(told({ ...build(), transactions: [] })).toMatchObject([{ from: 'P1', to: 'P2' }]);
  });

  test('when it is something else, then it gets one beside the money', () => {
    const relationships = [{ from: 'P1', to: 'P2', reason: 'use the same address' }];
    expect(told({ ...build(), relationships })).toMatchObject([{ from: 'P1', to: 'P2' }]);
  });
});

test('given an account whose holder moves money, then it names its holder and no line does', () => {
  const held = knownShape({ reports: 4, transactions: 12 });
  const accounts = held.accounts.map((account) => ({ ...account, holders: ['P1'] }));
  const { knots, ties } = linkGraph({ ...held, accounts });
  expect(ties.some(({ from, kind }) => kind === 'money' && from === 'P1')).toBe(true);
  expect(ties.filter(({ kind }) => kind === 'holder')).toEqual([]);
  const holders = knots.filter(({ kind }) => kind === 'account').map((knot) => knot.holders);
  expect(holders).toEqual([['P1'], ['P1']]);
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
      words: '24.00\u00a0CAD\u00a0(2)\n←\u00a02.00\u00a0CAD\u00a0(1)',
      count: 2,
      back: true,
    },
  ]);
});

describe('given the graph of a large package', () => {
  const graph = linkGraph(knownShape({ reports: 80, transactions: 260 }));

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
