import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  evaluationOf,
  memoryLedgers,
  onDay,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { assess } from './assess.ts';
import { assessmentDigest, assessmentSchema, caseIdOf } from './assessment.ts';

async function assessed(reports: ShortReport[], reversed = false) {
  const rulebook = await theRulebook();
  const { held, file } = memoryLedgers();
  file(...reports);
  const all = [...new Set(reports.map(({ about }) => subject(about)))];
  const subjects = reversed ? all.reverse() : all;
  const judged = subjects.flatMap((key) => {
    const ledger = held.get(key);
    return ledger ? [[key, evaluationOf(ledger, rulebook)] as const] : [];
  });
  const evaluations = new Map(judged);
  const linked = { caseId: caseIdOf(subjects), subjects, links: [], ledgers: held, evaluations };
  return assess(linked, rulebook);
}

test('given a subject who turned 18 on the day of the newest entry, then nobody is a minor', async () => {
  const born = (birthDate: string) =>
    assessed([{ about: 'a', indicators: ['HT-SEX-042'], party: { birthDate } }]);
  const today = onDay(0).slice(5, 10);
  expect((await born(`2008-${today}`)).outcome).toBe('watch');
  expect((await born('2008-03-02')).outcome).toBe('priority');
});

test('given staff who saw harm, then it is a priority', async () => {
  const { outcome, typology } = await assessed([
    { about: 'a', indicators: ['HT-SEX-042'], observations: ['OBS-HARM'] },
  ]);
  expect({ outcome, typology }).toEqual({ outcome: 'priority', typology: 'sexual-exploitation' });
});

test('given subjects whose every report was withdrawn, then there is nothing, as of nothing', async () => {
  const rulebook = await theRulebook();
  const subjects = [subject('a')];
  const none = new Map();
  const linked = {
    caseId: caseIdOf(subjects),
    subjects,
    links: [],
    ledgers: none,
    evaluations: none,
  };
  expect(await assess(linked, rulebook)).toMatchObject({ outcome: 'none', matches: [] });
});

test('for any subjects, no order changes the assessment, and a store gives back its digest', async () => {
  const reports = fc.uniqueArray(
    fc.record({
      about: fc.constantFrom('a', 'b', 'c', 'd'),
      indicators: fc.subarray(['HT-SEX-001', 'HT-SEX-012', 'HT-SEX-031', 'HT-SEX-042']),
      explanations: fc.subarray(['FP10', 'FP12', 'FP04']),
    }),
    { minLength: 1, selector: ({ about }) => about },
  );
  await fc.assert(
    fc.asyncProperty(reports, async (drawn) => {
      const assessment = await assessed(drawn);
      expect(await assessed(drawn, true)).toEqual(assessment);
      const stored = assessmentSchema.parse(JSON.parse(JSON.stringify(assessment)));
      expect(assessmentDigest(stored)).toBe(assessmentDigest(assessment));
    }),
    { numRuns: 40 },
  );
});
