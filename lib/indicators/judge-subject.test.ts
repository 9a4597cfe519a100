import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulebook as library } from '../../rules/read-rules.ts';
import {
  busyContributions,
  contribution,
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
  subject,
} from '../../test/support/ledgers.ts';
import { indicator, rulebook, suppressor, whenAtLeast } from '../../test/support/rulebooks.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { Entry } from '../ledger/entry.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import type { Indicator } from './indicator.ts';
import { judgeSubject, subjectJudge } from './judge-subject.ts';
import type { Match } from './match.ts';
import type { Measure } from './measure.ts';

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

describe('an indicator that asks about others', () => {
  const cash: Indicator = whenAtLeast({ count: { kind: 'cash' }, over: '1d' }, 2);
  const pay: Indicator = {
    ...whenAtLeast({ count: { kind: 'payroll' }, over: '1d' }, 1),
    id: 'HT-SEX-002',
    family: 'PROFILE',
  };
  const asking = (measure: Measure, fields: Partial<Indicator> = {}): Indicator => ({
    ...whenAtLeast(measure, 1),
    id: 'HT-SEX-003',
    ...fields,
  });
  const both = { matched: ['HT-SEX-001', 'HT-SEX-002'], over: '30d' };
  /** What the asking indicator counts as of the last entry; the order of the rulebook is any. */
  const counted = async (indicators: Indicator[], entries: Entry[]) => {
    const { matches } = await judgeSubject(rulebook({ indicators }), ledgerWith(entries));
    return matches.filter(({ indicator }) => indicator === 'HT-SEX-003').at(-1);
  };
  const on = (day: number, kind: Entry['kind'] = 'cash') => entry({ kind, at: daysLater(day) });

  test('counts those that hold and those that held within the window', async () => {
    const days = [on(0), on(0.5), on(20, 'payroll')];
    expect((await counted([asking(both), cash, pay], days))?.values).toEqual({ asked: 2 });
    expect((await counted([asking(both), cash, pay], [...days, on(30.4)]))?.values['asked']).toBe(
      2,
    );
    expect((await counted([asking(both), cash, pay], [...days, on(30.5)]))?.values['asked']).toBe(
      1,
    );
  });

  test('is told with the entries of the others, as of when they held last', async () => {
    const match = await counted(
      [asking(both), cash, pay],
      [on(0), on(0.5), on(9), on(9, 'payroll')],
    );
    expect(match?.evidence.map(({ transaction }) => transaction)).toEqual(['T0', 'T1', 'T3']);
  });

  test('counts families once, and neither itself nor what asks about others', async () => {
    const families: Measure = { matchedFamilies: ['CASH', 'PROFILE'], over: '30d' };
    const more = { ...cash, id: 'HT-SEX-004' };
    const again = asking(
      { matched: ['HT-SEX-001'], over: '30d' },
      { id: 'HT-SEX-005', family: 'PROFILE' },
    );
    const own = asking(families, { family: 'CASH' });
    expect((await counted([own, again, more, cash], [on(0), on(0.5)]))?.values).toEqual({
      asked: 1,
    });
    expect(await counted([own, again], [on(0), on(0.5)])).toBe(undefined);
  });

  test('may be asked about by a third', async () => {
    const second = asking({ matched: ['HT-SEX-001'], over: '30d' }, { id: 'HT-SEX-002' });
    const third = asking({ matched: ['HT-SEX-002'], over: '30d' });
    expect((await counted([third, second, cash], [on(0), on(0.5)]))?.values).toEqual({ asked: 1 });
  });

  test('counts none that is not evaluable', async () => {
    const unknown = { ...cash, requires: ['sessions' as const] };
    expect(await counted([asking(both), unknown], [on(0), on(0.5)])).toBe(undefined);
  });
});

test('peers are clients of the same industry and size of city', async () => {
  const compared = rulebook({
    indicators: [
      indicator({
        measures: {
          deposits: { sum: { kind: 'cash' }, over: '60d' },
          odd: { peerZ: 'deposits', statistic: 'cash-in-60d' },
        },
        conditions: { all: [{ fact: 'odd', operator: 'greaterThanInclusive', value: 2 }] },
      }),
    ],
  });
  const judged = async (cad: number, naics?: string, city = 'Toronto') => {
    const party = { kind: 'person', roleHint: 'unknown', city, province: 'ON' } as const;
    const facts = { party, ...(naics && { profile: { naics, addressClasses: [] } }) };
    return judgeSubject(compared, ledgerWith([entry({ cad })], facts));
  };
  expect((await judged(1_300_000, '812115')).matches[0]?.values['odd']).toBe(2);
  expect((await judged(1_299_999, '812115')).matches).toEqual([]);
  // Another size of city, then a shorter code; for no industry there are no peers.
  expect((await judged(900_000, '812115', 'Kingston')).matches[0]?.values['odd']).toBe(2);
  expect((await judged(700_000, '8123', 'Kingston')).matches[0]?.values['odd']).toBe(2);
  expect((await judged(9_000_000, '8123')).matches).toEqual([]);
  expect((await judged(9_000_000)).notEvaluable).toEqual([
    { indicator: 'HT-SEX-001', missing: ['industry'] },
  ]);
});

describe('a grade', () => {
  const when = (value: number, strength: number) => ({
    strength,
    conditions: {
      all: [{ fact: 'deposits', operator: 'greaterThanInclusive' as const, value }],
    },
  });
  const graded = rulebook({ indicators: [indicator({ grades: [when(5, 5), when(3, 4)] })] });
  const strengths = async (...days: number[]) =>
    (await judgeSubject(graded, ledgerWith(cashOn(...days)))).matches.map(
      ({ strength }) => strength,
    );

  test('gives a match its strength as of its last entry, the first that holds', async () => {
    expect(await strengths(0, 1)).toEqual([3]);
    expect(await strengths(0, 1, 2)).toEqual([4]);
    expect(await strengths(0, 1, 2, 3, 4)).toEqual([5]);
    expect(await strengths(0, 1, 2, 29.5, 30.5)).toEqual([4]);
  });

  test('gives each match its own', async () => {
    expect(await strengths(0, 1, 2, 60, 61)).toEqual([4, 3]);
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
    whenAtLeast({ largest: 'card', of: {}, over: '30d', by: 'count' }, 2),
    whenAtLeast({ withTop: 'card', of: {}, counted: { direction: 'out' }, over: '30d' }, 2),
    whenAtLeast({ median: 'amount', of: {}, over: '7d' }, 250_000),
    whenAtLeast({ medianBalance: 'endOfDay', over: '14d' }, 250_000),
    whenAtLeast(
      { runs: {}, at: 'city', distinct: 'counterparty', atLeast: 2, within: '3d', over: '30d' },
      1,
    ),
    whenAtLeast({ distinct: 'counterparty', of: {}, over: '30d', nearMedianPercent: 40 }, 2),
    whenAtLeast({ matched: ['HT-SEX-001', 'HT-SEX-006', 'HT-SEX-007'], over: '7d' }, 2),
  ].map((one, number) => ({ ...one, id: `HT-SEX-${String(number + 1).padStart(3, '0')}` })),
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

test('for any ledger, later entries do not change what held as of earlier ones, if it could be told', async () => {
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
      const untold = [...whole.notEvaluable, ...then.notEvaluable].map((one) => one.indicator);
      const [now, before] = [whole, then].map(({ matches }) =>
        matches.filter(
          ({ indicator: id, from }) => !untold.includes(id) && Date.parse(from) <= edge,
        ),
      );
      const idsOf = (matches: Match[] | undefined) => matches?.map(({ matchId }) => matchId);
      expect(idsOf(now)).toEqual(idsOf(before));
      expect(now?.filter(ended)).toEqual(before?.filter(ended));
    }),
    { numRuns: 60 },
  );
});

const lastOf = (reports: readonly { entries: readonly { at: string }[] }[]): number =>
  Math.max(...reports.flatMap(({ entries }) => entries.map(({ at }) => Date.parse(at))));

describe('for any ledger that grows and is corrected, judging on is judging from scratch', () => {
  /** States of a ledger: reports come in any order, some again in a newer revision with other entries. */
  const states = (contributions: fc.Arbitrary<Contribution[]>) =>
    fc
      .tuple(contributions, fc.array(fc.nat(), { maxLength: 3 }), fc.infiniteStream(fc.nat()))
      .map(([all, corrected, order]) => {
        const corrections = corrected.flatMap((place): Contribution[] => {
          const one = all[place % Math.max(1, all.length)];
          return one ? [{ ...one, revision: `9${place}`, entries: one.entries.slice(1) }] : [];
        });
        const arriving = [...all, ...corrections]
          .map((one) => ({ one, place: order.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place);
        return arriving.map((_, count) => ({
          key: subject,
          version: count + 1,
          contributions: mergeContributions(
            new Map(),
            arriving.slice(0, count + 1).map(({ one }) => one),
          ),
        }));
      });

  test.each([
    ['sparse', manyContributions, 60],
    ['busy', busyContributions, 25],
  ] as const)('%s', (_, contributions, runs) => {
    fc.assert(
      fc.property(states(contributions), (ledgers) => {
        const judge = subjectJudge(library, subject);
        for (const ledger of ledgers) {
          expect(judge.judge(ledger)).toEqual(judgeSubject(library, ledger));
        }
      }),
      { numRuns: runs },
    );
  });
});
