import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledgerKey } from '../identifiers.ts';
import { clocksOf, hasCome } from './clocks.ts';
import { holds, isInForce, type ResolvedHold } from './legal-hold.ts';
import {
  type BatchToPlan,
  hasDue,
  planRetention,
  type RetentionPlan,
  type RetentionQuestion,
} from './plan-retention.ts';

const batch = (changes: Partial<BatchToPlan> = {}): BatchToPlan => ({
  entity: '1234567',
  batchId: '0198a1c2-0000-7000-8000-000000000001',
  receivedAt: '2010-11-26T00:00:00.000Z',
  finished: true,
  refused: 0,
  reports: [{ reference: 'R-1', touches: [ledgerKey('party', 'a')], live: true }],
  objects: ['batches/1234567/b', 'reports/1234567/a'],
  ...changes,
});
const question = (changes: Partial<RetentionQuestion> = {}): RetentionQuestion => ({
  asOf: '2026-11-26T00:00:00.000Z',
  batches: [batch()],
  disclosed: new Set(),
  pending: new Set(),
  holds: [],
  ...changes,
});
const hold = (scope: ResolvedHold['hold']['scope'], caseReports?: string[]): ResolvedHold => ({
  hold: {
    holdId: 'hold-0123456789abcdef',
    scope,
    reason: 'An appeal is pending.',
    from: '2020-01-01T00:00:00Z',
    author: 'approver',
    at: '2020-01-01T00:00:00Z',
  },
  ...(caseReports && { caseReports: new Set(caseReports) }),
});
const first = (plan: RetentionPlan) => plan.batches[0];

describe('given a batch of sixteen years ago', () => {
  test('when nobody disclosed or holds its report, then its identifiers go, with all it touches', () => {
    expect(first(planRetention(question()))).toMatchObject({
      retainUntil: '2020-11-26T00:00:00.000Z',
      purgeIdentifiersAt: '2025-11-26T00:00:00.000Z',
      stays: [],
      goes: {
        references: ['R-1'],
        objects: ['batches/1234567/b', 'reports/1234567/a'],
        ledgers: 1,
        registerEntries: 1,
      },
    });
  });

  test.each([
    ['it was disclosed', { disclosed: new Set(['1234567/R-1']) }, 'disclosed'],
    ['a package with it waits', { pending: new Set(['1234567/R-1']) }, 'disclosure-pending'],
    ['the entity is held', { holds: [hold({ kind: 'entity', entity: '1234567' })] }, 'legal-hold'],
    [
      'the batch is held',
      { holds: [hold({ kind: 'batch', entity: '1234567', batchId: batch().batchId })] },
      'legal-hold',
    ],
    [
      'the report is held',
      { holds: [hold({ kind: 'report', entity: '1234567', reference: 'R-1' })] },
      'legal-hold',
    ],
    [
      'its case is held',
      { holds: [hold({ kind: 'case', caseId: 'case-0123456789abcdef' }, ['1234567/R-1'])] },
      'legal-hold',
    ],
    ['the batch is not finished', { batches: [batch({ finished: false })] }, 'unfinished'],
  ])('when %s, then it stays, and it is said why', (_what, changes, why) => {
    const plan = first(planRetention(question(changes)));
    expect(plan?.goes).toMatchObject({ references: [], objects: [], ledgers: 0 });
    expect(plan?.stays).toEqual([expect.objectContaining({ why, reports: 1 })]);
  });
});

test('given holds that end, then the reports stay until the last of them does', () => {
  const one = hold({ kind: 'entity', entity: '1234567' });
  const ending = (until: string) => ({ ...one, hold: { ...one.hold, until } });
  const untilOf = (...holding: ResolvedHold[]) =>
    first(planRetention(question({ holds: holding })))?.stays[0]?.until;
  const [sooner, later] = [ending('2030-01-01T00:00:00Z'), ending('2031-01-01T00:00:00+01:00')];
  expect(untilOf(sooner, later)).toBe('2030-12-31T23:00:00.000Z');
  expect(untilOf(sooner, one)).toBeUndefined();
});

test.each([
  ['2020-11-25T23:59:59.999Z', 'within-10-years', '2020-11-26T00:00:00.000Z'],
  ['2020-11-26T00:00:00.000Z', 'within-15-years', '2025-11-26T00:00:00.000Z'],
  ['2025-11-25T23:59:59.999Z', 'within-15-years', '2025-11-26T00:00:00.000Z'],
])('given it is %s, then the report stays: %s', (asOf, why, until) => {
  const stays = [{ why, until, reports: 1 }];
  expect(first(planRetention(question({ asOf })))?.stays).toEqual(stays);
  const unknown = batch({ reports: [], count: 1 });
  expect(first(planRetention(question({ asOf, batches: [unknown] })))?.stays).toEqual(stays);
});

test('given refused records, then they go after ninety days, unless the batch is held', () => {
  const refused = batch({ receivedAt: '2026-08-28T00:00:00.000Z', refused: 3, reports: [] });
  const goes = (changes: Partial<RetentionQuestion>) =>
    first(planRetention(question({ batches: [refused], ...changes })))?.goes.refused;
  expect(goes({})).toBe(3);
  expect(goes({ asOf: '2026-11-25T23:59:59.999Z' })).toBe(0);
  expect(goes({ holds: [hold({ kind: 'entity', entity: '1234567' })] })).toBe(0);
});

test('given a hold, then it holds from its start until its end or until it is lifted', () => {
  const { hold: held } = hold({ kind: 'entity', entity: '1234567' });
  const ending = { ...held, until: '2030-01-01T00:00:00Z' };
  const lift = { holdId: held.holdId, reason: 'Over.', author: 'b', at: '2024-01-01T00:00:00Z' };
  expect(isInForce({ hold: held }, '2019-12-31T23:59:59Z')).toBe(false);
  expect(isInForce({ hold: held }, '2020-01-01T00:00:00Z')).toBe(true);
  expect(isInForce({ hold: ending }, '2029-12-31T23:59:59Z')).toBe(true);
  expect(isInForce({ hold: ending }, '2030-01-01T00:00:00Z')).toBe(false);
  expect(isInForce({ hold: held, lift }, '2023-12-31T23:59:59Z')).toBe(true);
  expect(isInForce({ hold: held, lift }, '2024-01-01T00:00:00Z')).toBe(false);
});

const entities = ['1234567', '7654321'];
const references = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5'];
const caseId = 'case-0123456789abcdef';
const idOf = (number: number) => `0198a1c2-0000-7000-8000-00000000000${number}`;
const scopes = fc.oneof(
  fc.constantFrom(...entities).map((entity) => ({ kind: 'entity' as const, entity })),
  fc
    .tuple(fc.constantFrom(...entities), fc.nat(4))
    .map(([entity, number]) => ({ kind: 'batch' as const, entity, batchId: idOf(number) })),
  fc
    .tuple(fc.constantFrom(...entities), fc.constantFrom(...references))
    .map(([entity, reference]) => ({ kind: 'report' as const, entity, reference })),
  fc.constant({ kind: 'case' as const, caseId }),
);
const moments = fc
  .date({
    min: new Date('1995-01-01T00:00:00Z'),
    max: new Date('2030-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const names = fc
  .subarray(entities.flatMap((entity) => references.map((reference) => `${entity}/${reference}`)))
  .map((found) => new Set(found));
const batches = fc.uniqueArray(
  fc.record({
    entity: fc.constantFrom(...entities),
    batchId: fc.nat(4).map(idOf),
    receivedAt: moments,
    finished: fc.boolean(),
    refused: fc.nat(2),
    reports: fc.subarray(references).chain((chosen) =>
      fc.tuple(
        ...chosen.map((reference) =>
          fc.record({
            reference: fc.constant(reference),
            touches: fc.constant([ledgerKey('party', reference)]),
            live: fc.boolean(),
          }),
        ),
      ),
    ),
    objects: fc.constant(['batches/x', 'reports/y']),
  }),
  { maxLength: 8, selector: ({ entity, batchId }) => `${entity}/${batchId}` },
);
const questions: fc.Arbitrary<RetentionQuestion> = fc.record({
  asOf: moments,
  batches,
  disclosed: names,
  pending: names,
  holds: fc.array(
    fc.tuple(scopes, names).map(([scope, held]) => hold(scope, [...held])),
    { maxLength: 3 },
  ),
});

test('for any question, nothing that is younger, disclosed, pending or held ever goes', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      for (const { entity, batchId, receivedAt, goes } of planRetention(asked).batches) {
        const clocks = clocksOf(receivedAt);
        for (const reference of goes.references) {
          const name = `${entity}/${reference}`;
          expect(hasCome(clocks.purgeIdentifiersAt, asked.asOf)).toBe(true);
          expect(asked.disclosed.has(name) || asked.pending.has(name)).toBe(false);
          expect(asked.holds.some((one) => holds(one, { entity, batchId, name }))).toBe(false);
        }
        if (goes.refused > 0) expect(hasCome(clocks.refusedGoAt, asked.asOf)).toBe(true);
      }
    }),
  );
});

test('for any question, each report stays or goes, and is counted once', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      for (const { entity, batchId, stays, goes } of planRetention(asked).batches) {
        const planned = asked.batches.find(
          (one) => one.entity === entity && one.batchId === batchId,
        );
        const kept = stays.reduce((sum, { reports }) => sum + reports, 0);
        expect(kept + goes.references.length).toBe(planned?.reports.length);
      }
    }),
  );
});

test('for any question, the order of batches, reports and holds makes no difference', () => {
  const shuffled = questions.chain((asked) =>
    fc.tuple(
      fc.constant(asked),
      fc.shuffledSubarray([...asked.batches], { minLength: asked.batches.length }),
      fc.shuffledSubarray([...asked.holds], { minLength: asked.holds.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([asked, inOrder, otherHolds]) => {
      const turned = inOrder.map((one) => ({
        ...one,
        reports: [...one.reports].reverse(),
        objects: [...one.objects].reverse(),
      }));
      expect(planRetention({ ...asked, batches: turned, holds: otherHolds })).toEqual(
        planRetention(asked),
      );
    }),
  );
});

/** What is left once a plan was carried out. */
const without = ({ batches: planned }: RetentionPlan, left: BatchToPlan): BatchToPlan => {
  const { goes } = planned.find(
    (one) => one.entity === left.entity && one.batchId === left.batchId,
  ) ?? { goes: { references: [] as string[], refused: 0 } };
  return {
    ...left,
    refused: left.refused - goes.refused,
    reports: left.reports.filter(({ reference }) => !goes.references.includes(reference)),
  };
};

test('for any question, once the plan was carried out nothing is planned again', () => {
  fc.assert(
    fc.property(questions, (asked) => {
      const plan = planRetention(asked);
      const left = asked.batches.map((one) => without(plan, one));
      expect(planRetention({ ...asked, batches: left }).batches.filter(hasDue)).toEqual([]);
    }),
  );
});
