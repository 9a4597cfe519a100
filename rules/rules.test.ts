import { describe, expect, test } from 'vitest';
import type { Family, Indicator } from '../lib/indicators/indicator.ts';
import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import { placeholdersIn } from '../lib/indicators/sentence.ts';
import { type CaseLedger, expandCaseLedger, type IndicatorCase } from './case-ledger.ts';
import { mutantsOf } from './mutants.ts';
import { indicatorFolders, rulebook } from './read-rules.ts';

const { indicators, suppressors, typologies, scoring, lists } = rulebook;

/** The core list of the indicator notes, section 13. */
const coreNumbers = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 18, 22, 23, 24, 26, 30, 31, 32, 33, 34, 38, 39, 40,
  41, 42, 43, 45, 46, 47, 52, 53, 54, 56, 59, 60, 63, 64, 67, 68, 71, 72, 75, 77, 78, 79, 80, 81,
  82, 85, 86, 87, 89, 90, 91, 92, 96,
]);

describe('the rulebook', () => {
  test('names each folder after its indicator', () => {
    expect(indicatorFolders.map(({ folder }) => folder)).toEqual(indicators.map(({ id }) => id));
  });

  test('has at least 50 of the 60 core indicators, in at least 15 families', () => {
    const core = indicators.filter(({ id }) => coreNumbers.has(Number(id.slice(7))));
    const sexual = core.filter(({ id }) => id.startsWith('HT-SEX'));
    expect(sexual.length).toBeGreaterThanOrEqual(50);
    expect(new Set(sexual.map(({ family }) => family)).size).toBeGreaterThanOrEqual(15);
  });

  test('gives the worked example of the indicator notes its 31 points, and 19.8 for a band on tour', () => {
    const points = (family: Family, factor: number, ...ids: string[]) => {
      const [best = 0, second = 0] = ids.map(pointsOf(family)).sort((a, b) => b - a);
      return (best + scoring.secondBest * second) * factor;
    };
    const score = (explained: readonly Family[] = [], factor = 1) => {
      const left = (family: Family) => (explained.includes(family) ? factor : 1);
      return (
        points('CASH', left('CASH'), 'HT-SEX-001', 'HT-SEX-003') +
        points('LODGING', left('LODGING'), 'HT-SEX-031', 'HT-SEX-034') +
        points('EMT_INFLOW', left('EMT_INFLOW'), 'HT-SEX-012') +
        points('ADS', left('ADS'), 'HT-SEX-042')
      );
    };
    const tour = suppressors.find(({ id }) => id === 'FP12');
    expect(score()).toBe(31);
    expect(score(tour?.families, tour?.factor)).toBeCloseTo(19.8);
  });

  test('has a policy for each typology that an indicator points to', () => {
    const pointedTo = new Set(indicators.flatMap((indicator) => indicator.typologies));
    expect(typologies.map(({ id }) => id).sort()).toEqual([...pointedTo].sort());
  });

  test('has the 25 innocent explanations, and every explanation an indicator names', () => {
    const known = suppressors.map(({ id }) => id);
    expect(known).toHaveLength(25);
    expect(known).toEqual(expect.arrayContaining(indicators.flatMap((one) => one.suppressedBy)));
  });
});

describe.each([...indicators, ...suppressors])('$id', (document) => {
  test('speaks of its own measures only, in both languages alike', () => {
    const own = Object.keys(document.measures);
    const [en, fr] = [document.sentence.en, document.sentence.fr].map((sentence) =>
      placeholdersIn(sentence)
        .map(({ name }) => name)
        .sort(),
    );
    expect(en).toEqual(fr);
    expect(own).toEqual(expect.arrayContaining(en ?? []));
    expect(own).toEqual(expect.arrayContaining(divided(document)));
  });

  test('asks for lists that exist', () => {
    const known = {
      merchantGroup: Object.keys(lists.merchantGroups),
      merchantList: Object.keys(lists.merchants),
      list: Object.keys(lists.keywords),
      occupation: Object.keys(lists.keywords),
    };
    for (const [field, names] of Object.entries(known)) {
      expect(names).toEqual(expect.arrayContaining(named(field, document.measures)));
    }
  });

  test('never names anybody a suspect', () => {
    expect(JSON.stringify(document.sentence)).not.toMatch(/suspect|prostitut/i);
  });
});

describe.each(indicatorFolders)('$folder', ({ indicator, cases }) => {
  test('cites its sources by document and item', () => {
    expect(indicator.sources.length).toBeGreaterThanOrEqual(1);
    for (const { document, item } of indicator.sources) {
      expect(document).toMatch(/^[A-Z][A-Z0-9-]+$/);
      expect(item).toMatch(/^([A-Z]\d{1,2}|[a-z][a-z0-9 -]+)$/);
    }
  });

  test('shows at least two matches and two near misses, and missing data where it can be missing', () => {
    const outcomes = Object.groupBy(cases, ({ outcome }) => outcome);
    expect(outcomes.match?.length).toBeGreaterThanOrEqual(2);
    expect(outcomes['no-match']?.length).toBeGreaterThanOrEqual(2);
    if (indicator.tier !== 'A') expect(outcomes['not-evaluable']).toBeDefined();
  });

  test.each(cases)('given $given, then $outcome', async ({ ledger, outcome }) => {
    expect(await outcomesOf([indicator], ledger)).toEqual([outcome]);
  });

  test('has a case on both sides of every edge', async () => {
    expect(await survivors(indicator, cases)).toEqual([]);
  });
});

/** The changes of a document that no case notices. */
async function survivors(indicator: Indicator, cases: readonly IndicatorCase[]) {
  const mutants = mutantsOf(indicator);
  const answers = await Promise.all(
    cases.map(async ({ ledger, outcome }) => ({
      outcome,
      found: await outcomesOf(
        mutants.map((mutant) => mutant.indicator),
        ledger,
      ),
    })),
  );
  const unnoticed = (_: unknown, place: number) =>
    answers.every(({ outcome, found }) => found[place] === outcome);
  return mutants.filter(unnoticed).map(({ change }) => change);
}

/** What each document says of a ledger; judged together, under ids of their own. */
async function outcomesOf(documents: readonly Indicator[], ledger: CaseLedger) {
  const ids = documents.map((_, place) => `${place}`);
  const renamed = documents.map((document, place) => ({ ...document, id: `${place}` }));
  const book = { ...rulebook, indicators: renamed, suppressors: [] };
  const { matches, notEvaluable } = await judgeSubject(book, expandCaseLedger(ledger));
  return ids.map((id) => {
    if (matches.some(({ indicator }) => indicator === id)) return 'match';
    return notEvaluable.some(({ indicator }) => indicator === id) ? 'not-evaluable' : 'no-match';
  });
}

const pointsOf = (family: Family) => (id: string) => {
  const found = indicators.find((indicator) => indicator.id === id && indicator.family === family);
  return scoring.points[(found?.strength ?? 0) - 1] ?? 0;
};

const divided = ({ measures }: Pick<Indicator, 'measures'>): string[] =>
  Object.values(measures).flatMap((measure) =>
    'share' in measure ? [measure.share, measure.of] : [],
  );

/** Every list name that stands under a field, however deep. */
function named(field: string, node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === field ? [value].flat() : named(field, value),
  );
}
