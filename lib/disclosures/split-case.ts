import { caseIdOf } from '../cases/assessment.ts';
import type { Case, ClaimedCase } from '../cases/case.ts';
import { type Split, standingAfter } from '../cases/standing-decisions.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, LedgerKey, UserId } from '../identifiers.ts';
import { heldBy } from './claim-case.ts';
import {
  type BondPorts,
  type BondRequest,
  otherCase,
  reopened,
  subjectsOf,
} from './merge-cases.ts';
import { type DecisionTaken, takeDecision } from './take-decision.ts';

/**
 * Lets subjects leave a case for one of their own. The machine does not join them again with those who
 * stay, whatever links say, until that is taken back.
 *
 * @throws DomainError subject-not-found when one of them is not in the case; split-not-possible when
 *   nobody would stay, or the case is named after one of them; bond-in-the-way when the case named
 *   after one of them was merged into another by hand; case-not-in-that-state when somebody else works
 *   on the case that they would come to, or it is submitted.
 */
export const splitCase = (
  ports: BondPorts,
  {
    subjects,
    ...request
  }: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    subjects: readonly LedgerKey[];
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> => {
  const leaving = [...new Set(subjects)].sort();
  const asked = { split: { leaving } };
  return takeDecision(ports, { ...request, kind: 'split', asked }, async (theCase) => {
    const held = heldBy(theCase, request.actor);
    const split = splitOff(held, await subjectsOf(ports, held), leaving);
    const stored = await ports.cases.get(split.to);
    if (stored) demandNobodyElseWorksOn(stored, request.actor);
    await demandNotSetAside(ports, leaving);
    return {
      next: withSplits(held, [...(held.standing?.splits ?? []), split]),
      details: { split },
      beside: { stored, next: caseOfTheirOwn(held, stored, split), details: { split } },
      bind: [...split.leaving, ...split.staying],
      reassemble: [...split.leaving.slice(0, 1), ...split.staying.slice(0, 1)],
    };
  });
};

/**
 * Takes a split back: who is in which case follows from links as if it had never been. The case of
 * those who had left is set aside, unless somebody decided on its disclosure.
 *
 * @throws DomainError case-not-in-that-state when no such split stands on the case, or somebody works
 *   on the other one.
 */
export const unsplitCase = (ports: BondPorts, request: BondRequest): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'unsplit', asked: { split: { to: request.other } } },
    async (theCase) => {
      const held = heldBy(theCase, request.actor);
      const other = await otherCase(ports, request);
      const stands = (one: Split) => one.from === held.caseId && one.to === other.caseId;
      const split = held.standing?.splits?.find(stands);
      if (!split || other.status === 'claimed' || other.status === 'submitted') {
        throw new DomainError('case-not-in-that-state', other.caseId);
      }
      const without = (one: Case) => (one.standing?.splits ?? []).filter((each) => !stands(each));
      return {
        next: withSplits(held, without(held)),
        details: { split },
        beside: {
          stored: other,
          next: setAside(withSplits(other, without(other)), held.caseId),
          details: { split },
        },
        reassemble: [...split.leaving, ...split.staying],
      };
    },
  );

function splitOff(
  { caseId, decisions }: ClaimedCase,
  all: readonly LedgerKey[],
  leaving: readonly LedgerKey[],
): Split {
  if (leaving.some((subject) => !all.includes(subject))) {
    throw new DomainError('subject-not-found', caseId);
  }
  const staying = all.filter((subject) => !leaving.includes(subject));
  // A case goes where the subject goes that it is named after: those who leave need another name.
  if (staying.length === 0 || leaving.some((subject) => caseIdOf([subject]) === caseId)) {
    throw new DomainError('split-not-possible', caseId);
  }
  return {
    from: caseId,
    to: caseIdOf(leaving),
    sequence: decisions + 1,
    leaving: [...leaving],
    staying,
  };
}

/** Its subjects would change under whoever holds it, or after she has said what it rests on. */
function demandNobodyElseWorksOn(stored: Case, actor: UserId): void {
  const held = stored.status === 'claimed' && stored.claimedBy !== actor;
  if (held || stored.status === 'submitted') {
    throw new DomainError('case-not-in-that-state', stored.caseId);
  }
}

async function demandNotSetAside({ cases }: BondPorts, leaving: readonly LedgerKey[]) {
  const named = await Promise.all(leaving.map((subject) => cases.get(caseIdOf([subject]))));
  const merged = named.find((one) =>
    one?.standing?.merges?.some(({ from }) => from === one.caseId),
  );
  if (merged) throw new DomainError('bond-in-the-way', merged.caseId);
}

/** What there is already goes on with them; the machine brings it up to date. */
function caseOfTheirOwn(held: ClaimedCase, stored: Case | undefined, split: Split): Case {
  const own = ownCase(held, stored, split.to);
  return withSplits(own, [...(own.standing?.splits ?? []), split]);
}

function ownCase(held: ClaimedCase, stored: Case | undefined, to: CaseId): Case {
  if (stored?.status === 'merged') return reopened(stored);
  if (stored?.status === 'lapsed') return { ...stored, status: 'open' };
  if (stored) return stored;
  const { typology, outcome, raisedAt, assessmentDigest } = held;
  const facts = { typology, outcome, raisedAt, assessmentDigest, gateHolds: false };
  return { caseId: to, revision: 1, decisions: 0, ...facts, status: 'open' };
}

const withSplits = <C extends Case>(theCase: C, splits: Split[]): C => ({
  ...theCase,
  standing: standingAfter(theCase, theCase.decisions + 1, { splits }),
});

function setAside(other: Case, into: CaseId): Case {
  if (other.status !== 'open') return other;
  return { ...other, gateHolds: false, status: 'merged', mergedInto: into, byHand: true };
}
