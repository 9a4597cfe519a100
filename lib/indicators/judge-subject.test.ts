import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contribution,
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
} from '../../test/support/ledgers.ts';
import { indicator, rulebook, suppressor, whenAtLeast } from '../../test/support/rulebooks.ts';
import { judgeSubject } from './judge-subject.ts';

const book = rulebook();
const cashOn = (...days: number[]) => days.map((day) => entry({ at: daysLater(day) }));

describe('a match', () => {
  test('is a maximal run of entries as of which the conditions hold', async () => {
    const { matches } = await judgeSubject(book, ledgerWith(cashOn(0, 10, 20, 80, 90)));
    expect(matches.map(({ from, until }) => [from, until])).toEqual([
      [daysLater(10), daysLater(20)],
      [daysLater(90), daysLater(90)],
    ]);
  });

  test('is told as of the last entry of its run, with the entries it was computed from', async () => {
    const { matches } = await judgeSubject(book, ledgerWith(cashOn(0, 10, 35)));
    expect(matches).toMatchObject([
      { values: { deposits: 2 }, sentence: { en: '2 deposits.' }, from: daysLater(10) },
    ]);
    expect(matches[0]?.evidence.map(({ transaction }) => transaction)).toEqual(['T1', 'T2']);
  });

  test('keeps its name while its first entry is the same, and has another for another', async () => {
    const idOf = async (...days: number[]) =>
      (await judgeSubject(book, ledgerWith(cashOn(...days)))).matches[0]?.matchId;
    expect(await idOf(0, 10)).toBe(await idOf(0, 10, 20));
    expect(await idOf(0, 10)).toMatch(/^match-[0-9a-f]{16}$/);
    expect(await idOf(0, 40, 50)).not.toBe(await idOf(0, 10, 20));
  });

  test('counts an entry 1 ms younger than the window, and none exactly as old', async () => {
    const outcome = async (second: string) =>
      (await judgeSubject(book, ledgerWith([entry(), entry({ at: second })]))).matches.length;
    expect(await outcome(daysLater(30, -1))).toBe(1);
    expect(await outcome(daysLater(30))).toBe(0);
  });

  test('leaves out what was only attempted and what was carried out for others', async () => {
    const { matches } = await judgeSubject(
      book,
      ledgerWith([entry(), entry({ attempted: true }), entry({ role: 'conductor' })]),
    );
    expect(matches).toEqual([]);
  });
});

describe('an indicator is not evaluable', () => {
  const noted = rulebook({
    indicators: [whenAtLeast({ records: 'staffObservations', over: '90d' }, 1)],
  });
  const judged = async (records?: { staffObservations: { at: string; code: string }[] }) =>
    judgeSubject(noted, ledgerWith([entry()], records ? { records } : {}));

  test('when no report supplied the records it counts', async () => {
    const { notEvaluable, matches } = await judged();
    expect(notEvaluable).toEqual([{ indicator: 'HT-SEX-001', missing: ['staffObservations'] }]);
    expect(matches).toEqual([]);
  });

  test('but is judged when they were sent empty, or hold something', async () => {
    expect(await judged({ staffObservations: [] })).toMatchObject({
      notEvaluable: [],
      matches: [],
    });
    const observed = { at: daysLater(-1), code: 'OBS-ESCORTED' };
    expect((await judged({ staffObservations: [observed] })).matches).toHaveLength(1);
  });

  test('when the income it compares with is unknown', async () => {
    const income = rulebook({ indicators: [whenAtLeast({ profile: 'monthlyIncomeMinor' }, 1)] });
    const { notEvaluable } = await judgeSubject(income, ledgerWith([entry()]));
    expect(notEvaluable[0]?.missing).toEqual(['income']);
  });

  test('when it requires a part that no measure of it reads', async () => {
    const strict = rulebook({ indicators: [indicator({ requires: ['sessions'] })] });
    const { notEvaluable } = await judgeSubject(strict, ledgerWith(cashOn(0, 1)));
    expect(notEvaluable[0]?.missing).toEqual(['sessions']);
  });
});

test('a record later than the newest entry counts as of that entry', async () => {
  const noted = rulebook({
    indicators: [whenAtLeast({ records: 'adverseMedia', over: '30d' }, 1)],
  });
  const records = { adverseMedia: [{ at: '2026-06-01', code: 'human-trafficking' }] };
  const { matches } = await judgeSubject(noted, ledgerWith(cashOn(0, 1), { records }));
  expect(matches).toMatchObject([{ from: daysLater(1), until: daysLater(1) }]);
});

describe('an explanation', () => {
  const explained = rulebook({ suppressors: [suppressor()] });
  const paidOn = (day: number) => entry({ kind: 'payroll', at: daysLater(day) });

  test('is given when the newest entry supports it', async () => {
    const { explanations } = await judgeSubject(explained, ledgerWith([paidOn(0), paidOn(1)]));
    expect(explanations).toMatchObject([{ suppressor: 'FP01', sentence: { en: '2 pays.' } }]);
  });

  test('is not given when only an earlier one did', async () => {
    const { explanations } = await judgeSubject(
      explained,
      ledgerWith([paidOn(0), entry({ at: daysLater(61) })]),
    );
    expect(explanations).toEqual([]);
  });

  describe('of which a fact on file is one alternative', () => {
    const alternatives = rulebook({
      suppressors: [
        suppressor({
          measures: {
            pays: { count: { kind: 'payroll' }, over: '60d' },
            shiftFacts: { records: 'facts', codes: ['shift_worker'], over: '365d' },
          },
          conditions: {
            any: [
              { fact: 'pays', operator: 'greaterThanInclusive', value: 1 },
              { fact: 'shiftFacts', operator: 'greaterThanInclusive', value: 1 },
            ],
          },
        }),
      ],
    });
    const explained = async (kind: 'payroll' | 'cash', facts?: { at: string; code: string }[]) =>
      (
        await judgeSubject(
          alternatives,
          ledgerWith([entry({ kind })], facts && { records: { facts } }),
        )
      ).explanations.length > 0;
    const shiftWorker = { at: '2026-01-01', code: 'shift_worker' };

    test('is given for the other alternative, though nobody supplied facts', async () => {
      expect(await explained('payroll')).toBe(true);
    });

    test('is given for the fact alone, and for neither when neither is there', async () => {
      expect(await explained('cash', [shiftWorker])).toBe(true);
      expect(await explained('cash', [])).toBe(false);
      expect(await explained('cash')).toBe(false);
    });
  });

  test('is not given by the absence of what nobody supplied', async () => {
    const nothingNoted = rulebook({
      suppressors: [
        suppressor({
          measures: { noted: { records: 'adverseMedia', over: '365d' } },
          conditions: { all: [{ fact: 'noted', operator: 'lessThan', value: 1 }] },
        }),
      ],
    });
    const { explanations } = await judgeSubject(nothingNoted, ledgerWith([entry()]));
    expect(explanations).toEqual([]);
  });
});

test('given no entries, then there is no moment as of which anything could hold', async () => {
  const { matches, notEvaluable } = await judgeSubject(book, ledgerOf([contribution()]));
  expect([matches, notEvaluable]).toEqual([[], []]);
});

const several = rulebook({
  indicators: [
    whenAtLeast({ count: {}, over: '7d' }, 2),
    whenAtLeast({ distinct: 'counterparty', of: { direction: 'in' }, over: '30d' }, 2),
    whenAtLeast(
      {
        pairs: { first: { direction: 'in' }, next: { direction: 'out' } },
        within: '48h',
        over: '30d',
      },
      1,
    ),
    whenAtLeast(
      {
        passedOn: { in: { direction: 'in' }, out: { direction: 'out' } },
        within: '48h',
        over: '30d',
      },
      1,
    ),
    whenAtLeast({ topShare: 'city', of: {}, over: '30d', by: 'sum', top: 1 }, 0.5),
  ],
});

test('for any ledger, the order in which its reports came does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(manyContributions, fc.infiniteStream(fc.nat()), async (reports, numbers) => {
      const shuffled = reports
        .map((report) => ({ report, place: numbers.next().value }))
        .sort((a, b) => a.place - b.place)
        .map(({ report }) => ({ ...report, entries: [...report.entries].reverse() }));
      const [one, other] = [reports, shuffled].map((all) => judgeSubject(several, ledgerOf(all)));
      expect(await other).toEqual(await one);
    }),
    { numRuns: 60 },
  );
});

test('for any ledger, later entries do not change what held as of earlier ones', async () => {
  await fc.assert(
    fc.asyncProperty(manyContributions, fc.nat({ max: 90 }), async (reports, day) => {
      const edge = Date.parse(daysLater(day));
      const earlier = reports.map((report) => ({
        ...report,
        entries: report.entries.filter(({ at }) => Date.parse(at) <= edge),
      }));
      const whole = await judgeSubject(several, ledgerOf(reports));
      const then = await judgeSubject(several, ledgerOf(earlier));
      const ended = ({ until }: { until: string }) => Date.parse(until) < lastOf(earlier);
      const begun = whole.matches.filter(({ from }) => Date.parse(from) <= edge);
      expect(begun.map(({ matchId }) => matchId)).toEqual(
        then.matches.map(({ matchId }) => matchId),
      );
      expect(begun.filter(ended)).toEqual(then.matches.filter(ended));
    }),
    { numRuns: 60 },
  );
});

const lastOf = (reports: readonly { entries: readonly { at: string }[] }[]): number =>
  Math.max(...reports.flatMap(({ entries }) => entries.map(({ at }) => Date.parse(at))));
