import { canonicalJson } from '../canonical-json.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import { type Assessment, caseIdOf } from './assessment.ts';
import type { Case } from './case.ts';
import { type Assembled, maxItemsReplaced, type Reassembled } from './cases.ts';
import { isLive, isWorkedOn, lapsed, merged, nextCase } from './next-case.ts';

/**
 * What must change in the store so that it tells of one group of linked subjects what now is so.
 *
 * Every case is named after one subject, and belongs to the group that this subject is in. The group's
 * own case is the one a person has worked on, if there is one, else the one named after the first
 * subject. Other cases of its subjects are merged into it; of several that people have worked on each
 * is kept, with the same facts, but for what people excluded in it. What a person merged into another
 * case of the group stays aside. A group without matches and without such a case is not kept at all.
 *
 * @param assessment of the group, under the name of its first subject.
 * @param now RFC 3339 UTC.
 */
export function planAssembly(
  before: Assembled,
  { assessment, others }: GroupAssessment,
  now: string,
): Reassembled {
  const subjects = assessment.subjects.map(({ subject }) => subject);
  const named = subjects.map((subject) => caseIdOf([subject]));
  const of = (caseId: CaseId) => ({ ...(others.get(caseId) ?? assessment), caseId });
  const storedCases = named
    .flatMap((caseId) => before.cases.get(caseId) ?? [])
    .filter((theCase) => !isAside(theCase, named));
  const workedOn = workedOnAmong(before, subjects);
  const kept = assessment.matches.length > 0 || workedOn.length > 0;
  const own = workedOn[0] ?? caseIdOf(subjects);
  const current = new Set(kept ? [own, ...workedOn] : []);

  const cases = [...current].flatMap(
    (caseId) => nextCase(before.cases.get(caseId), of(caseId), now) ?? [],
  );
  const goesOn = isLive(cases.find(({ caseId }) => caseId === own));
  const retired = storedCases
    .filter(({ caseId }) => !current.has(caseId))
    .map((theCase) => (goesOn ? merged(theCase, own) : lapsed(theCase)));
  return onlyChanges(before, {
    memberships: new Map(subjects.map((subject) => [subject, kept ? own : undefined])),
    assessments: new Map(
      named.map((caseId) => [caseId, current.has(caseId) ? of(caseId) : undefined]),
    ),
    cases: [...cases, ...retired],
  });
}

/** What a group is found to be, by its own case; other cases of it that see it otherwise by name. */
export type GroupAssessment = {
  assessment: Assessment;
  others: ReadonlyMap<CaseId, Assessment>;
};

/** The cases of these subjects that people have worked on, the group's own first. */
export function workedOnAmong({ cases }: Assembled, subjects: readonly LedgerKey[]): CaseId[] {
  const named = subjects.map((subject) => caseIdOf([subject]));
  return named.filter((caseId) => {
    const theCase = cases.get(caseId);
    return theCase !== undefined && isWorkedOn(theCase) && !isAside(theCase, named);
  });
}

/** Whether a person merged it into another case of the same group. */
const isAside = (theCase: Case, named: readonly CaseId[]): boolean =>
  theCase.status === 'merged' && theCase.byHand === true && named.includes(theCase.mergedInto);

function onlyChanges(before: Assembled, after: Reassembled): Reassembled {
  const sameMembership = (subject: LedgerKey, caseId: CaseId | undefined) =>
    before.memberships.get(subject)?.caseId === caseId;
  const sameAssessment = (caseId: CaseId, assessment: Assessment | undefined) =>
    canonicalJson(before.assessments.get(caseId)?.assessment) === canonicalJson(assessment);
  const sameCase = (theCase: Case) =>
    before.cases.get(theCase.caseId)?.revision === theCase.revision;
  return {
    memberships: new Map([...after.memberships].filter((note) => !sameMembership(...note))),
    assessments: new Map([...after.assessments].filter((one) => !sameAssessment(...one))),
    cases: after.cases.filter((theCase) => !sameCase(theCase)),
  };
}

const itemCount = ({ memberships, assessments, cases }: Reassembled): number =>
  memberships.size + assessments.size + cases.length;

/** The changes of several groups in as few writes as can hold them; none where nothing changes. */
export function packed(changes: readonly Reassembled[], atMost = maxItemsReplaced): Reassembled[] {
  const writes: Reassembled[] = [];
  for (const change of changes.filter((one) => itemCount(one) > 0)) {
    const last = writes.at(-1);
    if (last && itemCount(last) + itemCount(change) <= atMost) {
      writes[writes.length - 1] = together(last, change);
    } else {
      writes.push(change);
    }
  }
  return writes;
}

const together = (one: Reassembled, other: Reassembled): Reassembled => ({
  memberships: new Map([...one.memberships, ...other.memberships]),
  assessments: new Map([...one.assessments, ...other.assessments]),
  cases: [...one.cases, ...other.cases],
});
