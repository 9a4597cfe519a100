import { expect, test } from 'vitest';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { CaseId } from '../identifiers.ts';
import { assess } from './assess.ts';
import { caseIdOf } from './assessment.ts';
import type { Case } from './case.ts';
import { casesBeside } from './cases-beside.ts';

const caseOf = (name: string): CaseId => caseIdOf([subject(name)]);
const people = ['a', 'b', 'c', 'd', 'e'];

/** People who belong together, and a case of each of them. */
async function linkedCases() {
  const rulebook = await theRulebook();
  const { held: ledgers, file } = memoryLedgers();
  file(...people.map((about) => ({ about })));
  const evaluations = new Map(
    [...ledgers].map(([key, ledger]) => [key, evaluationOf(ledger, rulebook)]),
  );
  const subjects = people.map(subject).sort();
  const assessed = { caseId: caseOf('a'), subjects, links: [], ledgers, evaluations };
  const assessment = await assess(assessed, rulebook);
  const noon = '2026-06-01T12:00:00.000Z';
  const common = (name: string, decisions: number) => ({
    ...{ caseId: caseOf(name), revision: 3, decisions, raisedAt: noon },
    ...{ typology: 'sexual-exploitation', outcome: 'review' },
    ...{ assessmentDigest: 'digest', gateHolds: true },
  });
  const claimed = { claimedBy: 'ana', openedAt: noon };
  const submitted = {
    ...claimed,
    ...{ author: 'ana', groundsReachedAt: noon, disclosures: ['one'], recipients: ['ON-OPP'] },
    submittedDigest: 'digest',
  };
  const cases = [
    { ...common('a', 1), ...claimed, status: 'claimed' },
    { ...common('b', 2), status: 'open' },
    { ...common('c', 0), status: 'open' },
    { ...common('d', 2), status: 'merged', mergedInto: caseOf('a') },
    { ...common('e', 2), ...submitted, status: 'submitted' },
  ] as Case[];
  const stored = new Map(cases.map((theCase) => [theCase.caseId, theCase]));
  return { assessment, cases: { get: async (caseId: CaseId) => stored.get(caseId) } };
}

test('given several cases of the same people, when one is read, then it names the others that people worked on and did not merge, and whom they told', async () => {
  const { assessment, cases } = await linkedCases();
  const beside = await casesBeside(cases, assessment);
  const expected = [
    { caseId: caseOf('b'), status: 'open', links: { self: `/v1/cases/${caseOf('b')}` } },
    {
      ...{ caseId: caseOf('e'), status: 'submitted', recipients: ['ON-OPP'] },
      links: { self: `/v1/cases/${caseOf('e')}` },
    },
  ].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  expect(beside).toEqual(expected);
});

test('given the other of two cases, when it is read, then it names the first', async () => {
  const { assessment, cases } = await linkedCases();
  const seenFromB = { ...assessment, caseId: caseOf('b') };
  const names = (await casesBeside(cases, seenFromB)).map(({ caseId }) => caseId);
  expect(names.sort()).toEqual([caseOf('a'), caseOf('e')].sort());
});
