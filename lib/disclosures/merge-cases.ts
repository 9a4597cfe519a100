import { bondsOf, joinedWith } from '../cases/bonds.ts';
import type { Case, ClaimedCase, MergedCase, OpenCase } from '../cases/case.ts';
import type { Assembly } from '../cases/cases.ts';
import { maxLinkedSubjects } from '../cases/link-limits.ts';
import { type Merge, standingAfter } from '../cases/standing-decisions.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, LedgerKey, UserId } from '../identifiers.ts';
import { heldBy } from './claim-case.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

export type BondPorts = DecisionPorts & { assembly: Pick<Assembly, 'read'> };

export type BondRequest = {
  caseId: CaseId;
  actor: UserId;
  revision: number;
  /** The other case. */
  other: CaseId;
  reason: string;
  requestKey?: string | undefined;
};

/**
 * Makes two cases one: the subjects of both are in the case that the actor holds from now on, whatever
 * links say. The other case, which nobody may hold, is set aside until that is taken back.
 *
 * @throws DomainError case-not-found; case-not-in-that-state when the other case is not open or has
 *   nothing left; case-too-large; bond-in-the-way when people set apart some of them.
 */
export const mergeCases = (ports: BondPorts, request: BondRequest): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'merge', asked: askedOf(request) }, async (theCase) => {
    const held = heldBy(theCase, request.actor);
    const other = await otherCase(ports, request);
    if (other.status !== 'open') throw new DomainError('case-not-in-that-state', other.caseId);
    const [own, its] = await Promise.all([subjectsOf(ports, held), subjectsOf(ports, other)]);
    const subjects = await joinable(ports, held.caseId, [...own, ...its]);
    const merge = {
      into: held.caseId,
      from: other.caseId,
      sequence: held.decisions + 1,
      subjects,
    };
    return {
      next: withMerge(held, [...(held.standing?.merges ?? []), merge]),
      details: { merge },
      beside: { stored: other, next: setAside(other, merge), details: { merge } },
      bind: subjects,
      reassemble: [...own.slice(0, 1), ...its.slice(0, 1)],
    };
  });

/**
 * Takes a merge back. The other case is open again, and who is in which follows from links as if the
 * two had never been merged.
 *
 * @throws DomainError case-not-in-that-state when no such merge stands on the case.
 */
export const unmergeCases = (ports: BondPorts, request: BondRequest): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'unmerge', asked: askedOf(request) }, async (theCase) => {
    const held = heldBy(theCase, request.actor);
    const other = await otherCase(ports, request);
    const stands = (one: Merge) => one.into === held.caseId && one.from === other.caseId;
    const merge = held.standing?.merges?.find(stands);
    if (!merge || other.status !== 'merged') {
      throw new DomainError('case-not-in-that-state', other.caseId);
    }
    const without = (one: Case) => (one.standing?.merges ?? []).filter((each) => !stands(each));
    return {
      next: withMerge(held, without(held)),
      details: { merge },
      beside: {
        stored: other,
        next: withMerge(reopened(other), without(other)),
        details: { merge },
      },
      reassemble: merge.subjects,
    };
  });

/** The other case has a part in what is asked, so that a repetition about another one is none. */
const askedOf = ({ other }: BondRequest) => ({ merge: { from: other } });

export async function otherCase({ cases }: BondPorts, { caseId, other }: BondRequest) {
  const found = other === caseId ? undefined : await cases.get(other);
  if (!found) throw new DomainError('case-not-found', other);
  return found;
}

export async function subjectsOf({ cases }: BondPorts, { caseId }: Case): Promise<LedgerKey[]> {
  const assessment = await cases.assessment(caseId);
  if (!assessment) throw new DomainError('case-not-in-that-state', caseId);
  return assessment.subjects.map(({ subject }) => subject);
}

/** All of them and whoever was joined with one of them, sorted, where they fit and nothing parts them. */
async function joinable({ assembly }: BondPorts, caseId: CaseId, both: readonly LedgerKey[]) {
  const { cases } = await assembly.read([...new Set(both)].sort());
  const bonds = bondsOf(cases.values());
  const all = joinedWith(both, bonds);
  const parted = bonds.apart.some(
    ({ leaving, staying }) =>
      leaving.some((one) => all.has(one)) && staying.some((one) => all.has(one)),
  );
  if (parted) throw new DomainError('bond-in-the-way', caseId);
  if (all.size > maxLinkedSubjects) throw new DomainError('case-too-large', caseId);
  return [...all].sort();
}

const withMerge = <C extends ClaimedCase | OpenCase>(theCase: C, merges: Merge[]): C => ({
  ...theCase,
  standing: standingAfter(theCase, theCase.decisions + 1, { merges }),
});

function setAside(other: OpenCase, merge: Merge): MergedCase {
  const merges = [...(other.standing?.merges ?? []), merge];
  return {
    ...other,
    gateHolds: false,
    standing: standingAfter(other, other.decisions + 1, { merges }),
    status: 'merged',
    mergedInto: merge.into,
    byHand: true,
  };
}

export function reopened({ mergedInto: _, byHand: __, ...common }: MergedCase): OpenCase {
  return { ...common, status: 'open' };
}
