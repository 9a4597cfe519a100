import { beforeAll, describe, expect, test } from 'vitest';
import { caseWorkWorld } from '../../test/support/case-work-world.ts';
import { onDay, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { dangerSigns } from './same-day.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const forReview = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const paidOn = (day: number) => [{ to: 'stranger', at: onDay(day), cad: 100 }];

/** The assessment and the case of one subject. */
async function about(report: object) {
  const world = caseWorkWorld(rulebook);
  await world.receive({ about: 'alex', indicators: forReview, ...report });
  const caseId = world.caseOf('alex');
  return {
    assessment: world.held.assessments.get(caseId)?.assessment,
    theCase: world.held.cases.get(caseId),
    receive: world.receive,
    world,
  };
}

describe('given a person whose evidence is of the first of March 2026', () => {
  test.each([
    ['turned 18 the day before', '2008-02-28', undefined],
    ['turned 18 that very day', '2008-03-01', undefined],
    ['turned 18 the day after', '2008-03-02', ['minor']],
  ])('who %s', async (_, birthDate, sameDay) => {
    const { theCase } = await about({ party: { birthDate } });
    expect(theCase?.sameDay).toEqual(sameDay);
  });

  test('who has turned 18 since, then she was under age at the time', async () => {
    const payments = [...paidOn(0), ...paidOn(30)];
    const { assessment } = await about({ party: { birthDate: '2008-03-20' }, payments });
    expect(assessment?.asOf).toMatch(/^2026-03-31/);
    expect(assessment?.sameDay).toEqual([{ reason: 'minor', subject: subject('alex') }]);
  });

  test('of whom no birth date is known, then she is not known to be under age', async () => {
    expect((await about({})).theCase?.sameDay).toBeUndefined();
  });
});

test.each(dangerSigns.observations)('given the observation %s, then danger', async (code) => {
  const { assessment, theCase } = await about({ observations: [code] });
  expect(assessment?.sameDay).toEqual([{ reason: 'danger', sign: code }]);
  expect(theCase?.sameDay).toEqual(['danger']);
});

test.each(dangerSigns.indicators)('given the indicator %s, then danger', async (id) => {
  expect(rulebook.indicators.map((one) => one.id)).toContain(id);
  const { assessment } = await about({ indicators: [...forReview, id] });
  expect(assessment?.sameDay).toContainEqual({ reason: 'danger', sign: id });
});

test('given children who are exploited online, then somebody looks the same day', async () => {
  const { theCase } = await about({ indicators: ['HT-CSE-015', 'HT-CSE-001', 'HT-CSE-009'] });
  expect(theCase).toMatchObject({
    typology: 'online-child-exploitation',
    sameDay: ['online-child-exploitation'],
  });
});

test('given nothing but a young person without any indicator, then nothing is said of her', async () => {
  const { assessment, theCase } = await about({
    indicators: [],
    party: { birthDate: '2015-01-01' },
  });
  expect([assessment, theCase]).toEqual([undefined, undefined]);
});

test('given a birth date that is corrected, then the case no longer leads the queue', async () => {
  const { world, receive } = await about({ party: { birthDate: '2010-01-01' } });
  await receive({
    ...{ about: 'alex', revision: 2, indicators: forReview },
    party: { birthDate: '1990-01-01' },
  });
  expect(world.held.cases.get(world.caseOf('alex'))).not.toHaveProperty('sameDay');
});
