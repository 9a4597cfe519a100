import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subject } from '../../test/support/case-world.ts';
import { bondsOf, joinedWith, noBonds } from './bonds.ts';
import type { OpenCase } from './case.ts';
import type { StandingDecisions } from './standing-decisions.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(subject) as [string, string, string, string];
const idOf = (place: number) => `case-${String(place).padStart(16, '0')}`;
const holding = (place: number, standing: Omit<StandingDecisions, 'sequence'>): OpenCase => ({
  caseId: idOf(place),
  revision: 2,
  decisions: 1,
  typology: 'sexual-exploitation',
  outcome: 'review',
  raisedAt: '2026-06-01T12:00:00.000Z',
  assessmentDigest: 'digest',
  gateHolds: true,
  standing: { sequence: 1, ...standing },
  status: 'open',
});
const merge = (subjects: string[]) => ({ into: idOf(1), from: idOf(2), sequence: 2, subjects });
const split = (leaving: string[], staying: string[]) => ({
  ...{ from: idOf(1), to: idOf(3), sequence: 3 },
  ...{ leaving, staying },
});

test('given nobody decided anything, then there are no bonds', () => {
  expect(bondsOf([holding(1, {})])).toBe(noBonds);
});

describe('given two cases that were merged', () => {
  const record = merge([a, b, c]);
  const both = [holding(1, { merges: [record] }), holding(2, { merges: [record] })];

  test('then their subjects are together, once', () => {
    expect(bondsOf(both)).toEqual({ together: [[a, b, c]], apart: [] });
  });

  test('when some are split off again, then the split goes through the merge', () => {
    const cut = split([c], [a, b]);
    const { together } = bondsOf([...both, holding(3, { splits: [cut] })]);
    const groups = together.filter((group) => group.length > 1);
    expect(groups).toEqual([[a, b]]);
    expect([...joinedWith([a], { together, apart: [] })].sort()).toEqual([a, b].sort());
  });
});

test('given merges in a row, then all are joined with each', () => {
  const bonds = { together: [[a, b], [b, c], [d]], apart: [] };
  expect([...joinedWith([c], bonds)].sort()).toEqual([a, b, c].sort());
});

test('for any cases, the bonds are the same in whatever order they come', () => {
  const some = fc.subarray([a, b, c, d], { minLength: 2 });
  const cases = fc
    .tuple(some, some, fc.subarray([a, b], { minLength: 1 }))
    .map(([one, other, left]) => [
      holding(1, { merges: [merge(one)] }),
      holding(2, { merges: [{ ...merge(other), into: idOf(4) }] }),
      holding(3, { splits: [split(left, [c])] }),
    ]);
  fc.assert(
    fc.property(cases, (all) => {
      expect(bondsOf([...all].reverse())).toEqual(bondsOf(all));
    }),
  );
});
