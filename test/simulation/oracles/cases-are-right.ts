import {
  type Assessment,
  assessmentDigest,
  caseIdOf,
  type Outcome,
} from '../../../lib/cases/assessment.ts';
import { isBehind } from '../../../lib/cases/is-behind.ts';
import type { Exclusion } from '../../../lib/cases/standing-decisions.ts';
import type { LedgerKey } from '../../../lib/identifiers.ts';
import type { ReferenceMatch } from '../reference/reference-matches.ts';
import { matchesWithout } from '../reference/reference-model.ts';
import { gates } from '../rulebook.ts';
import { type Evidence, same } from './evidence.ts';

/**
 * Every group of linked subjects has the case that its matches make, and no other: the assessment
 * holds exactly their matches, and a case waits for people where a gate is passed.
 */
export function casesAreRight(evidence: Evidence): void {
  for (const group of groupsWithStrangers(evidence)) groupIsRight(group, evidence);
}

/** Whoever was spoken of once and is no more stands alone, without matches. */
function groupsWithStrangers({ reference, ledgers }: Evidence): (readonly LedgerKey[])[] {
  const grouped = new Set(reference.groups.flat());
  const alone = [...ledgers.keys()].filter((key) => key.startsWith('party:') && !grouped.has(key));
  return [...reference.groups, ...alone.map((subject) => [subject])];
}

type Group = { name: string; subjects: readonly LedgerKey[]; matches: readonly ReferenceMatch[] };

function groupIsRight(subjects: readonly LedgerKey[], evidence: Evidence): void {
  const { world, memberships, assessments } = evidence;
  const [caseId, ...others] = new Set(subjects.map((subject) => memberships.get(subject)));
  const group = {
    name: subjects.join(' '),
    subjects,
    matches: matchesOf(subjects, caseId, evidence),
  };
  const assessment = caseId === undefined ? undefined : assessments.get(caseId);
  if (others.length > 0) world.fail('cases', `${group.name} are in several cases`);
  else if (caseId === undefined) {
    if (group.matches.length > 0) world.fail('cases', `${group.name} are in no case`);
  } else if (!assessment) world.fail('cases', `${caseId} is not assessed`);
  else {
    assessmentIsRight(assessment, group, evidence);
    caseIsRight(assessment, group, evidence);
  }
}

/** What holds of them in a case, without what people set aside in it. */
const matchesOf = (
  subjects: readonly LedgerKey[],
  caseId: string | undefined,
  { reference, cases, rulebook }: Evidence,
): ReferenceMatch[] => {
  const excluded = caseId === undefined ? [] : setAsideUnder(caseId, cases);
  return subjects.flatMap((subject) => matchesWithout(excluded, subject, reference, rulebook));
};

/** What was set aside in a case and in those that people merged into it. */
function setAsideUnder(caseId: string, cases: Evidence['cases']): Exclusion[] {
  const under = [...cases.values()].filter(
    (one) => one.status === 'merged' && one.byHand && one.mergedInto === caseId,
  );
  const own = cases.get(caseId)?.standing?.excluded ?? [];
  return [...own, ...under.flatMap((one) => setAsideUnder(one.caseId, cases))];
}

/** It holds exactly the matches of these subjects, and comes to what they make. */
function assessmentIsRight(
  { caseId, matches, rulebook: number, subjects, outcome }: Assessment,
  group: Group,
  { world, rulebook }: Evidence,
): void {
  const found = matchIdsOf({ matches });
  const expected = matchIdsOf(group);
  if (!same(found, expected)) world.fail('cases', `${caseId}: ${found} instead of ${expected}`);
  if (number !== rulebook.number) world.fail('cases', `${caseId} by an old rulebook`);
  if (!same(subjects.map(({ subject }) => subject).sort(), [...group.subjects].sort())) {
    world.fail('cases', `${caseId} is about others than ${group.name}`);
  }
  const due = outcomeFor(new Set(group.matches.map(({ family }) => family)).size);
  if (outcome !== due) world.fail('cases', `${caseId}: ${outcome} instead of ${due}`);
}

/** It waits for people where a gate is passed, knows the facts, and nothing waits beside it. */
function caseIsRight(assessment: Assessment, { subjects }: Group, evidence: Evidence): void {
  const { world, cases, assessments } = evidence;
  const { caseId, outcome } = assessment;
  const theCase = cases.get(caseId);
  if (theCase && isBehind(theCase, assessment)) {
    world.fail('cases', `${caseId} does not heed what people decided`);
  }
  const passed = outcome === 'review' || outcome === 'priority';
  if (passed !== (theCase?.gateHolds ?? false)) {
    world.fail('cases', `${caseId} is ${outcome} and ${passed ? 'does not wait' : 'waits'}`);
  }
  if (theCase && passed && theCase.assessmentDigest !== assessmentDigest(assessment)) {
    world.fail('cases', `${caseId} does not know what is so`);
  }
  for (const other of subjects.map((subject) => caseIdOf([subject]))) {
    const beside = other === caseId ? undefined : cases.get(other);
    if (beside?.status !== 'open') continue;
    // Which of two that people have worked on goes on is for people to say.
    if (beside.decisions === 0) world.fail('cases', `${other} is open beside ${caseId}`);
    const its = assessments.get(other);
    const due = matchesOf(subjects, other, evidence);
    const knows = its !== undefined && same(matchIdsOf(its), matchIdsOf({ matches: due }));
    if (!knows || beside.assessmentDigest !== assessmentDigest(its)) {
      world.fail('cases', `${other} does not know what ${caseId} knows`);
    }
  }
}

const matchIdsOf = ({ matches }: { matches: readonly { matchId: string }[] }): string[] =>
  matches.map(({ matchId }) => matchId).sort();

const outcomeFor = (families: number): Outcome => {
  if (families >= gates.priority) return 'priority';
  if (families >= gates.review) return 'review';
  return families >= gates.watch ? 'watch' : 'none';
};
