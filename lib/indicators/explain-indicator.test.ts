import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  busyContributions,
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
} from '../../test/support/ledgers.ts';
import { reducedLedger, withoutOne } from '../../test/support/reduced-ledger.ts';
import { indicator, rulebook, whenAtLeast } from '../../test/support/rulebooks.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';
import { explainIndicator } from './explain-indicator.ts';
import type { Indicator } from './indicator.ts';
import { judgeSubject } from './judge-subject.ts';
import type { Measure } from './measure.ts';

const id = 'HT-SEX-001';
const atLeast = (fact: string, value: number) => ({
  fact,
  operator: 'greaterThanInclusive' as const,
  value,
});

/** Night-time cash, as the published indicator has it. */
const nightCash = indicator({
  sentence: {
    en: 'Cash moved {events} times at night, on {dates} dates.',
    fr: 'Des espèces ont circulé {events} fois la nuit, à {dates} dates.',
  },
  measures: {
    events: { count: { kind: 'cash', night: true }, over: '30d' },
    dates: { distinct: 'localDate', of: { kind: 'cash', night: true }, over: '30d' },
  },
  conditions: { all: [atLeast('events', 4), atLeast('dates', 3)] },
  grades: [{ strength: 4, conditions: { all: [atLeast('events', 6)] } }],
});
const book = rulebook({ indicators: [nightCash] });
/** At 11 p.m. */
const night = (day: number, cad = 10_000) => entry({ at: daysLater(day + 11 / 24), cad });
const day = (number: number) => entry({ at: daysLater(number) });

const transactions = (refs: readonly { transaction: string }[] | undefined) =>
  refs?.map(({ transaction }) => transaction);

describe('given what matches', () => {
  const ledger = ledgerWith([
    night(0, 50_000),
    day(1),
    night(1),
    night(1.01),
    night(1.02, 60_000),
    night(3, 40_000),
  ]);

  test('then each condition is told with value, threshold and margin, in both languages', async () => {
    const explanation = await explainIndicator(book, ledger, id);
    expect(explanation).toMatchObject({
      outcome: 'matched',
      asOf: daysLater(3 + 11 / 24),
      strength: 3,
      sentence: {
        en: 'Cash moved 5 times at night, on 3 dates.',
        fr: 'Des espèces ont circulé 5 fois la nuit, à 3 dates.',
      },
      conditions: {
        holds: true,
        all: [
          {
            measure: 'events',
            operator: 'greaterThanInclusive',
            threshold: 4,
            value: 5,
            unit: 'count',
            holds: true,
            margin: 1,
            words: {
              en: 'at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 5',
              fr: 'au moins 4 mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours — constaté\u00a0: 5',
            },
          },
          { measure: 'dates', value: 3, margin: 0 },
        ],
      },
      grades: [{ strength: 4, holds: false }],
    });
  });

  test('then each measure has its entries, and four of five suffice: the largest ones', async () => {
    const explanation = await explainIndicator(book, ledger, id);
    if (explanation.outcome !== 'matched') throw new Error(explanation.outcome);
    const { measures, minimalEvidence } = explanation;
    expect(transactions(measures['events']?.evidence)).toEqual(['T0', 'T2', 'T3', 'T4', 'T5']);
    expect(transactions(minimalEvidence.entries)).toEqual(['T0', 'T3', 'T4', 'T5']);
    expect(minimalEvidence.isMinimal).toBe(true);
  });

  test('then it is the match that a case shows', async () => {
    const [match] = judgeSubject(book, ledger).matches;
    const { matchId, from, until, sentence, strength } = match ?? {};
    expect(await explainIndicator(book, ledger, id)).toMatchObject({
      ...{ matchId, from, until, sentence, strength },
    });
  });
});

test('given a stronger reading that holds, then its strength is told, and why', async () => {
  const ledger = ledgerWith([0, 1, 2, 3, 4, 5].map((one) => night(one)));
  expect(await explainIndicator(book, ledger, id)).toMatchObject({
    strength: 4,
    grades: [{ strength: 4, holds: true, conditions: { all: [{ margin: 0 }] } }],
  });
});

describe('given what does not match', () => {
  const three = [night(0), night(1), night(2)];

  test('then it is told what fails and by how much, as of the newest entry', async () => {
    const explanation = await explainIndicator(book, ledgerWith(three), id);
    expect(explanation).toMatchObject({
      outcome: 'not-matched',
      asOf: daysLater(2 + 11 / 24),
      failed: [{ measure: 'events', value: 3, threshold: 4, margin: -1, lacks: 1 }],
      lacking: {
        en: 'at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 3 (1 short)',
        fr: 'au moins 4 mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours — constaté\u00a0: 3 (il manque 1)',
      },
    });
    expect(explanation).not.toHaveProperty('nearest');
  });

  test('when it once came closer, then that moment is told', async () => {
    const explanation = await explainIndicator(book, ledgerWith([...three, day(90)]), id);
    expect(explanation).toMatchObject({
      asOf: daysLater(90),
      lacking: {
        en: 'at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 0 (4 short); and at least 3 different local dates among cash movements between 22:00 and 06:00 local time, within 30 days — found: 0 (3 short)',
      },
      nearest: {
        asOf: daysLater(2 + 11 / 24),
        lacking: {
          en: 'at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 3 (1 short)',
        },
      },
    });
  });

  test('when it is asked as of an earlier entry or time, then as of that', async () => {
    const ledger = ledgerWith([...three, night(3)]);
    const second = { entity: '1234567', reference: 'R1', transaction: 'T1', leg: 1 };
    for (const asOf of [second, daysLater(1.9)]) {
      expect(await explainIndicator(book, ledger, id, { asOf })).toMatchObject({
        outcome: 'not-matched',
        asOf: daysLater(1 + 11 / 24),
        failed: [{ lacks: 2 }, { lacks: 1 }],
      });
    }
  });

  test('when it holds at another moment, then that is told instead of a near miss', async () => {
    const ledger = ledgerWith([...three, night(3), day(90)]);
    const explanation = await explainIndicator(book, ledger, id, { asOf: daysLater(90) });
    const at = daysLater(3 + 11 / 24);
    expect(explanation).toMatchObject({
      outcome: 'not-matched',
      matches: [{ from: at, until: at }],
    });
    expect(explanation).not.toHaveProperty('nearest');
  });

  test('money, shares and what is not so are told in their own units', async () => {
    const mixed = indicator({
      measures: {
        total: { sum: { kind: 'cash', direction: 'in' }, over: '7d' },
        atNight: { count: { kind: 'cash', night: true }, over: '7d' },
        all: { count: { kind: 'cash' }, over: '7d' },
        nightShare: { share: 'atNight', of: 'all' },
      },
      conditions: {
        any: [
          { all: [{ fact: 'total', operator: 'greaterThan', value: 100_000 }] },
          {
            all: [
              { fact: 'nightShare', operator: 'lessThanInclusive', value: 0.333 },
              { fact: 'all', operator: 'equal', value: 4 },
            ],
          },
        ],
      },
    });
    const ledger = ledgerWith([night(0), day(1), day(2)]);
    const explanation = await explainIndicator(rulebook({ indicators: [mixed] }), ledger, id);
    expect(explanation).toMatchObject({
      failed: [{ lacks: 70_001 }, { unit: 'share' }, { lacks: 1 }],
      lacking: {
        en: 'the total of cash deposits, within 7 days: more than $1,000 — found: $300 ($700.01 short); or (the number of cash movements between 22:00 and 06:00 local time, within 7 days: at most 33.3% of the number of cash movements, within 7 days — found: 33.33% (0.0333% too many); and exactly 4 cash movements, within 7 days — found: 3)',
      },
    });
  });
});

test.each<[string, Record<string, Measure>, number, object]>([
  [
    'an average, then it is money, to as many decimals as tell it from the threshold',
    {
      total: { sum: { kind: 'cash' }, over: '7d' },
      all: { count: { kind: 'cash' }, over: '7d' },
      asked: { share: 'total', of: 'all' },
    },
    10_000,
    {
      unit: 'money',
      words: {
        en: 'the total of cash movements, within 7 days, divided by the number of cash movements, within 7 days: at least $100 — found: $99.995',
        fr: 'le total des mouvements d’espèces, en 7 jours, divisé par le nombre de mouvements d’espèces, en 7 jours\u00a0: au moins 100\u00a0$ — constaté\u00a0: 99,995\u00a0$',
      },
    },
  ],
  [
    'a multiple, then it is told how many times',
    {
      total: { sum: { kind: 'cash' }, over: '7d' },
      all: { sum: {}, over: '7d' },
      asked: { share: 'total', of: 'all' },
    },
    1.5,
    {
      unit: 'share',
      words: {
        en: 'the total of cash movements, within 7 days: at least 1.5 times the total of movements of any kind, within 7 days — found: 1 time',
        fr: 'le total des mouvements d’espèces, en 7 jours\u00a0: au moins 1,5 fois le total des mouvements d’argent de tout genre, en 7 jours — constaté\u00a0: 1 fois',
      },
    },
  ],
  [
    'what nobody has, then there is no value',
    {
      all: { count: { kind: 'emt' }, over: '7d' },
      asked: { share: 'all', of: 'all' },
    },
    0.5,
    {
      value: null,
      words: {
        en: 'the number of e-transfers, within 7 days: at least 50% of the number of e-transfers, within 7 days — not known',
        fr: 'le nombre de virements Interac, en 7 jours\u00a0: au moins 50\u00a0% du nombre de virements Interac, en 7 jours — inconnu',
      },
    },
  ],
])('given %s', async (_, asking, threshold, told) => {
  const document = indicator({
    measures: asking,
    conditions: { all: [atLeast('asked', threshold)] },
  });
  const ledger = ledgerWith([night(0, 9_999), night(1)]);
  expect(await explainIndicator(rulebook({ indicators: [document] }), ledger, id)).toMatchObject({
    failed: [told],
  });
});

describe('given data that nobody supplied', () => {
  test('then it is told which, who reads it, and which facts are wanted', async () => {
    const noted = indicator({
      tier: 'B',
      measures: { told: { records: 'facts', codes: ['shift_worker'] } },
      conditions: { all: [atLeast('told', 1)] },
    });
    const ledger = ledgerWith([night(0)]);
    expect(await explainIndicator(rulebook({ indicators: [noted] }), ledger, id)).toMatchObject({
      outcome: 'not-evaluable',
      missing: [
        {
          what: 'facts',
          words: { en: 'facts on file', fr: 'faits au dossier' },
          measures: ['told'],
        },
      ],
      tier: 'B',
      tierWords: { en: 'notes of staff and logs', fr: 'les notes du personnel et les journaux' },
      factCodes: [{ code: 'shift_worker', words: { en: 'Works shifts.' }, tier: 'B' }],
    });
  });

  test('then before the first entry nobody can tell', async () => {
    const asOf = daysLater(-1);
    expect(await explainIndicator(book, ledgerWith([day(0)]), id, { asOf })).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ what: 'entries' }],
    });
  });

  test('then without a neighbourhood an indicator that looks beyond the ledger is not evaluable', async () => {
    const shared = whenAtLeast({ sharers: ['phone'] }, 2);
    const explanation = await explainIndicator(
      rulebook({ indicators: [shared] }),
      ledgerWith([day(0)]),
      id,
    );
    expect(explanation).toMatchObject({ missing: [{ what: 'neighbours' }] });
  });
});

test('given an indicator or an entry that is not there, then it is an error', async () => {
  const ledger = ledgerWith([day(0)]);
  await expect(explainIndicator(book, ledger, 'HT-SEX-999')).rejects.toThrow(RangeError);
  const asOf = { entity: '1234567', reference: 'R1', transaction: 'T9', leg: 1 };
  await expect(explainIndicator(book, ledger, id, { asOf })).rejects.toThrow(RangeError);
});

/** Measures of every sort: totals, shares, pairs and money passed on, which no part foretells. */
const measures: Measure[] = [
  { count: { kind: 'cash' }, over: '30d' },
  { sum: { direction: 'in' }, over: '30d' },
  { distinct: 'counterparty', of: { direction: 'out' }, over: '60d' },
  { topShare: 'city', of: {}, over: '60d', by: 'count', top: 1 },
  { median: 'amount', of: {}, over: '30d' },
  { pairs: { first: { direction: 'in' }, next: { direction: 'out' } }, within: '24h', over: '60d' },
  { passedOn: { in: { direction: 'in' }, out: { direction: 'out' } }, within: '72h', over: '60d' },
  { count: { unrelated: true, direction: 'in' }, over: '30d' },
];
const documents: fc.Arbitrary<Indicator> = fc
  .record({
    first: fc.constantFrom(...measures),
    second: fc.constantFrom(...measures),
    thresholds: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    group: fc.constantFrom('all' as const, 'any' as const),
    upTo: fc.boolean(),
  })
  .map(({ first, second, thresholds, group, upTo }) => {
    const scaled = (measure: Measure, value: number) =>
      'sum' in measure || 'median' in measure || 'passedOn' in measure
        ? value * 50_000
        : 'topShare' in measure
          ? value / 5
          : value;
    const parts = [
      atLeast('first', scaled(first, thresholds[0])),
      {
        fact: 'second',
        operator: upTo ? ('lessThanInclusive' as const) : ('greaterThanInclusive' as const),
        value: scaled(second, thresholds[1]),
      },
    ];
    return indicator({
      measures: { first, second },
      sentence: { en: '{first} and {second}', fr: '{first} et {second}' },
      conditions: group === 'all' ? { all: parts } : { any: parts },
    });
  });
const ledgers = fc
  .oneof(manyContributions, busyContributions)
  .map((contributions) => ledgerOf(contributions));

/** Whether a match of the ledger reaches over a moment, judged as any ledger is. */
const holdsAt = (document: Indicator, ledger: Ledger, asOf: string): boolean =>
  judgeSubject(rulebook({ indicators: [document] }), ledger).matches.some(
    ({ from, until }) => instant(from) <= instant(asOf) && instant(asOf) <= instant(until),
  );

test('for any indicator and ledger, a match holds of its minimal evidence and of nothing less', async () => {
  let matches = 0;
  await fc.assert(
    fc.asyncProperty(documents, ledgers, async (document, ledger) => {
      const explanation = await explainIndicator(
        rulebook({ indicators: [document] }),
        ledger,
        document.id,
      );
      if (explanation.outcome !== 'matched') return;
      matches += 1;
      const { asOf, minimalEvidence } = explanation;
      expect(minimalEvidence.isMinimal).toBe(true);
      const holdsOf = (kept: typeof minimalEvidence.entries) =>
        holdsAt(document, reducedLedger(ledger, kept, asOf), asOf);
      expect(holdsOf(minimalEvidence.entries)).toBe(true);
      for (const fewer of withoutOne(minimalEvidence.entries)) expect(holdsOf(fewer)).toBe(false);
    }),
    { numRuns: 150 },
  );
  expect(matches).toBeGreaterThan(30);
});

test('for any indicator, ledger and moment, the answer is that of judging the whole rulebook', async () => {
  await fc.assert(
    fc.asyncProperty(documents, ledgers, fc.nat(), async (document, ledger, number) => {
      const whole = rulebook({ indicators: [document] });
      const { matches, notEvaluable } = judgeSubject(whole, ledger);
      const entries = entriesInOrder(ledger);
      const asOf = entries[number % Math.max(1, entries.length)]?.at;
      const explanation = await explainIndicator(whole, ledger, document.id, { asOf });
      const holds = asOf !== undefined && holdsAt(document, ledger, asOf);
      expect(explanation.outcome === 'matched').toBe(holds);
      // Where it holds at other moments nothing is said to be missing.
      if (asOf !== undefined && matches.length === 0) {
        expect(explanation.outcome === 'not-evaluable').toBe(notEvaluable.length > 0);
      }
      const inAnyOrder = { ...ledger, contributions: new Map([...ledger.contributions].reverse()) };
      expect(await explainIndicator(whole, inAnyOrder, document.id, { asOf })).toEqual(explanation);
    }),
    { numRuns: 100 },
  );
});
