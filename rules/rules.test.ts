import { describe, expect, test } from 'vitest';
import type { Family, Indicator } from '../lib/indicators/indicator.ts';
import { placeholdersIn } from '../lib/indicators/sentence.ts';
import { dataNeeded } from './library/data-needed.ts';
import { library } from './library/library.ts';
import { indicatorFolders, rulebook } from './read-rules.ts';
import { killed, type TestedIndicator, testIndicator } from './test-indicator.ts';

const { indicators, suppressors, typologies, scoring, lists } = rulebook;

/** What its own cases say of each indicator, found once. */
const tested = new Map<string, Promise<TestedIndicator>>();
function testOf(folder: (typeof indicatorFolders)[number]): Promise<TestedIndicator> {
  const known = tested.get(folder.folder) ?? testIndicator(folder, rulebook);
  tested.set(folder.folder, known);
  return known;
}

describe('the rulebook', () => {
  test('names each folder after its indicator', () => {
    expect(indicatorFolders.map(({ folder }) => folder)).toEqual(indicators.map(({ id }) => id));
  });

  test('has the 60 core indicators, in at least 15 families', () => {
    const wanted = library.catalogue.filter(({ core }) => core).map(({ id }) => id);
    const core = indicators.filter(({ id }) => wanted.includes(id));
    expect(core.map(({ id }) => id)).toEqual(wanted);
    expect(new Set(core.map(({ family }) => family)).size).toBeGreaterThanOrEqual(15);
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

describe.each(indicatorFolders)('$folder', (folder) => {
  const { indicator, cases } = folder;

  test('cites its sources by document and item', () => {
    expect(indicator.sources.length).toBeGreaterThanOrEqual(1);
    for (const { document, item } of indicator.sources) {
      expect(document).toMatch(/^[A-Z][A-Z0-9-]+$/);
      expect(item).toMatch(/^([A-Z]\d{1,2}|[a-z][a-z0-9 -]+)$/);
    }
  });

  test('shows at least two matches and two near misses', () => {
    const outcomes = Object.groupBy(cases, ({ outcome }) => outcome);
    expect(outcomes.match?.length).toBeGreaterThanOrEqual(2);
    expect(outcomes['no-match']?.length).toBeGreaterThanOrEqual(2);
  });

  test('shows missing data where what it reads can be missing', () => {
    const { parts, fields, known } = dataNeeded(indicator);
    if (parts.length + fields.length + known.length === 0) return;
    expect(cases.map(({ outcome }) => outcome)).toContain('not-evaluable');
  });

  test('shows an innocent explanation where it names one', () => {
    if (indicator.suppressedBy.length === 0) return;
    expect(cases.filter(({ explainedBy }) => explainedBy !== undefined)).not.toEqual([]);
  });

  test('has cases that come out as they say', async () => {
    const { failures } = await testOf(folder);
    expect(failures).toEqual([]);
  });

  test('has a case on both sides of every edge, or a reason why there can be none', async () => {
    const { unexplained, stale } = await testOf(folder);
    expect({ unexplained, stale }).toEqual({ unexplained: [], stale: [] });
  });
});

test('of all small changes to all indicators some case notices at least 95 %', async () => {
  const all = await Promise.all(indicatorFolders.map(testOf));
  const mutants = all.reduce((sum, one) => sum + one.mutants, 0);
  const noticed = all.reduce((sum, one) => sum + killed(one), 0);
  expect(mutants).toBeGreaterThan(3000);
  expect(noticed / mutants).toBeGreaterThanOrEqual(0.95);
});

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
