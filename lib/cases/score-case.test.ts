import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchOf, onDay, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { Match } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Link } from './assessment.ts';
import { personsAmong } from './persons.ts';
import { type ScoredCase, scoreCase } from './score-case.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const alex = subject('alex');
const robin = subject('robin');

const matched = (indicator: string, of = alex, until?: string): Match => {
  const found = rulebook.indicators.find(({ id }) => id === indicator);
  if (!found) throw new Error(`no ${indicator}`);
  return matchOf(found, { of, ...(until && { until }) });
};

const aCase = (
  matches: readonly Match[],
  given: Partial<ScoredCase> & { links?: Link[] } = {},
): ScoredCase => {
  const subjects = [...new Set([alex, ...matches.map((match) => match.subject)])];
  return {
    subjects,
    persons: personsAmong(subjects, given.links ?? []),
    matches,
    explanations: [],
    minors: new Set(),
    observations: new Map(),
    asOf: onDay(0),
    ...given,
  };
};

const explained = (suppressor: string, by = alex) => ({
  subject: by,
  suppressor,
  sentence: { en: suppressor, fr: suppressor },
  evidence: [],
});

const score = (theCase: ScoredCase, typology = 'sexual-exploitation') => {
  const found = rulebook.typologies.find(({ id }) => id === typology);
  if (!found) throw new Error(`no ${typology}`);
  return scoreCase(theCase, found, rulebook);
};

const example = [
  'HT-SEX-001',
  'HT-SEX-003',
  'HT-SEX-031',
  'HT-SEX-034',
  'HT-SEX-012',
  'HT-SEX-042',
];

describe('given the worked example of the indicator notes', () => {
  test('when nothing explains it, then it scores 31 in four families and is for review', async () => {
    const result = await score(aCase(example.map((id) => matched(id))));
    expect(result).toMatchObject({ score: 31, outcome: 'review', suppressorsIgnored: false });
    const points = Object.fromEntries(result.families.map((one) => [one.family, one.points]));
    expect(points).toEqual({ CASH: 8, LODGING: 8, EMT_INFLOW: 6, ADS: 9 });
  });

  test('when the client tours with a band, then it scores 19.8 and is still for review', async () => {
    const explanations = [explained('FP12')];
    const result = await score(
      aCase(
        example.map((id) => matched(id)),
        { explanations },
      ),
    );
    expect(result).toMatchObject({ score: 19.8, outcome: 'review', suppressorsIgnored: false });
  });

  test('when there are no adverts, then it is watched at most', async () => {
    const matches = example.filter((id) => id !== 'HT-SEX-042').map((id) => matched(id));
    const alone = await score(aCase(matches));
    const touring = await score(aCase(matches, { explanations: [explained('FP12')] }));
    expect([alone.outcome, touring.outcome]).toEqual(['watch', 'watch']);
  });

  test('then the gate for priority is named with what it lacks', async () => {
    const { reasons } = await score(aCase(example.map((id) => matched(id))));
    const texts = reasons.map(({ en }) => en).join('\n');
    expect(texts).toContain('Gate “priority” not passed');
    expect(texts).toContain('different families of indicators: 4, needed at least 5');
  });

  test('when the newest match is 91 days old, then every family counts half', async () => {
    const matches = example.map((id) => matched(id));
    expect((await score(aCase(matches, { asOf: onDay(90) }))).score).toBe(31);
    expect((await score(aCase(matches, { asOf: onDay(91) }))).score).toBe(15.5);
  });
});

describe('given one adult who works alone', () => {
  const own = () => example.map((id) => matched(id));
  const explanations = [explained('FP10')];

  test('then it is watched at most, and says so', async () => {
    const result = await score(aCase(own(), { explanations }));
    expect(result).toMatchObject({ outcome: 'watch', cappedBy: 'FP10' });
    expect(result.reasons[0]?.en).toMatch(/^One adult who works alone/);
  });

  test('when she is a client of two banks, then she is still one person', async () => {
    const links: Link[] = [{ a: alex, b: robin, reason: 'shared-identity' }];
    const both = [...own(), matched('HT-SEX-012', robin)];
    const explainedTwice = [...explanations, explained('FP10', robin)];
    const result = await score(aCase(both, { links, explanations: explainedTwice }));
    expect(result.cappedBy).toBe('FP10');
  });

  test('when somebody else is linked, then nothing caps it', async () => {
    const theCase = aCase(own(), { explanations, persons: personsAmong([alex, robin], []) });
    expect(await score(theCase)).toMatchObject({ outcome: 'review' });
  });

  test('when she is a minor, then nothing caps it and it is a priority', async () => {
    const theCase = aCase(own(), { explanations, minors: new Set([alex]) });
    expect(await score(theCase)).toMatchObject({ outcome: 'priority' });
  });
});

describe('given indicators of general laundering', () => {
  const laundering = () => matched('HT-GEN-007');

  test('when they are alone, then they make nobody a trafficker', async () => {
    expect((await score(aCase([laundering()]))).outcome).toBe('none');
  });

  test('when a linked subject pays for adverts, then they count with them', async () => {
    const { families } = await score(aCase([matched('HT-SEX-042', robin), laundering()]));
    expect(families.map(({ family }) => family)).toEqual(['ADS', 'PASS_THROUGH']);
  });

  test('when nothing points to exploitation, then enough of them are for an ordinary review', async () => {
    const matches = ['HT-SEX-001', 'HT-SEX-003', 'HT-SEX-012'].map(
      (id): Match => ({ ...matched(id), typologies: ['general-laundering'] }),
    );
    const plain = await score(aCase(matches), 'general-laundering');
    expect(plain).toMatchObject({ score: 14, outcome: 'review' });
    const withAdverts = [...matches, matched('HT-SEX-042', robin)];
    const other = await score(aCase(withAdverts), 'general-laundering');
    expect(other).toMatchObject({ score: 14, outcome: 'none' });
  });
});

test('given an indicator that two subjects match, then it counts once, with its best', async () => {
  const matches = [matched('HT-SEX-012', alex), matched('HT-SEX-012', robin)];
  const { families } = await score(aCase(matches, { explanations: [explained('FP12', alex)] }));
  expect(families).toEqual([
    expect.objectContaining({ family: 'EMT_INFLOW', points: 6, rawPoints: 6 }),
  ]);
});

test('given an explanation in the face of two unexplained families of exploitation, then it is set aside', async () => {
  const matches = ['HT-SEX-042', 'HT-SEX-082', 'HT-SEX-012'].map((id) => matched(id));
  const result = await score(aCase(matches, { explanations: [explained('FP12')] }));
  expect(result).toMatchObject({
    score: result.families.reduce((sum, one) => sum + one.rawPoints, 0),
  });
  expect(result.suppressorsIgnored).toBe(true);
});

describe('for any linked subjects', () => {
  const people = ['alex', 'robin', 'sam'].map(subject);
  const drawn = fc.record({
    matches: fc.uniqueArray(
      fc.record({
        indicator: fc.integer({ min: 0, max: 500 }),
        of: fc.constantFrom(...people),
      }),
      { maxLength: 14, selector: ({ indicator, of }) => `${indicator % 60} ${of}` },
    ),
    explanations: fc.uniqueArray(
      fc.record({ suppressor: fc.integer({ min: 1, max: 25 }), by: fc.constantFrom(...people) }),
      { maxLength: 5, selector: ({ suppressor, by }) => `${suppressor} ${by}` },
    ),
  });
  const asCase = ({ matches, explanations }: ReturnType<typeof first>) =>
    aCase(
      matches.flatMap(({ indicator, of }) => {
        const found = rulebook.indicators[indicator % rulebook.indicators.length];
        return found ? [matchOf(found, { of })] : [];
      }),
      {
        explanations: explanations.map(({ suppressor, by }) =>
          explained(`FP${String(suppressor).padStart(2, '0')}`, by),
        ),
      },
    );
  const first = () => fc.sample(drawn, 1)[0] ?? { matches: [], explanations: [] };

  test('no order of matches or explanations changes the result', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        const other = {
          matches: [...one.matches].reverse(),
          explanations: [...one.explanations].reverse(),
        };
        expect(await score(asCase(one))).toEqual(await score(asCase(other)));
      }),
      { numRuns: 60 },
    );
  });

  test('taking an explanation away never lowers the score', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        const fewer = { ...one, explanations: one.explanations.slice(1) };
        const [with_, without] = [await score(asCase(one)), await score(asCase(fewer))];
        expect(without.score).toBeGreaterThanOrEqual(with_.score);
      }),
      { numRuns: 100 },
    );
  });
});
