import { canonicalJson } from '../canonical-json.ts';
import type { CaseId } from '../identifiers.ts';
import { type Assessment, assessmentDigest, sameDayReasons } from './assessment.ts';
import type { Case, ClaimedCase, OpenCase } from './case.ts';

/*
 * How the machine brings a case up to date. It opens cases, lets them lapse, merges them and opens
 * them again as long as no person has worked on them. From then on it only notes on the case what
 * became of the facts.
 */

/** Whether a person ever decided anything about the case. */
export const isWorkedOn = (theCase: Case): boolean =>
  theCase.decisions > 0 || !['open', 'lapsed', 'merged'].includes(theCase.status);

/** Whether the case waits for a person or was dealt with by one. */
export const isLive = (theCase: Case | undefined): boolean =>
  theCase !== undefined && theCase.status !== 'lapsed' && theCase.status !== 'merged';

/**
 * The case of linked subjects after they were assessed.
 *
 * @param now RFC 3339 UTC.
 * @returns the stored case itself when nothing about it changes; undefined when there is none and no
 *   gate is passed.
 */
export function nextCase(
  stored: Case | undefined,
  assessment: Assessment,
  now: string,
): Case | undefined {
  const { outcome, typology } = assessment;
  const passed = outcome === 'review' || outcome === 'priority';
  if (!passed || typology === undefined) return stored && withoutGate(stored, assessment);
  const facts = {
    typology,
    outcome,
    assessmentDigest: assessmentDigest(assessment),
    gateHolds: true,
    ...urgencyOf(assessment),
    ...placesOf(assessment),
  };
  if (!stored) {
    const { caseId } = assessment;
    return { caseId, revision: 1, decisions: 0, raisedAt: now, status: 'open', ...facts };
  }
  if (stored.status === 'lapsed' || stored.status === 'merged') {
    const { caseId, decisions, raisedAt } = stored;
    const revision = stored.revision + 1;
    const again = { caseId, revision, decisions, raisedAt, ...decidedOn(stored) };
    return { ...again, status: 'open', ...facts };
  }
  if (isInHand(stored)) return moved(stored, { ...withoutFacts(stored), ...facts });
  // What was submitted stays as its author saw it; the note makes an approval look again.
  return moved(stored, {
    ...stored,
    assessmentDigest: facts.assessmentDigest,
    gateHolds: true,
    // It may be returned to its author.
    ...(stored.status === 'submitted' && placesOf(assessment)),
  });
}

/** What people decided goes on with a case, whatever the machine makes of it. */
const decidedOn = ({ standing, escalated }: Case) => ({
  ...(standing && { standing }),
  ...(escalated && { escalated }),
});

function withoutGate(stored: Case, assessment: Assessment): Case {
  if (!isWorkedOn(stored)) return lapsed(stored);
  const facts = { assessmentDigest: assessmentDigest(assessment), gateHolds: false };
  return isInHand(stored)
    ? moved(stored, { ...withoutFacts(stored), ...facts, ...urgencyOf(assessment) })
    : moved(stored, { ...stored, ...facts });
}

const isInHand = (stored: Case): stored is OpenCase | ClaimedCase =>
  stored.status === 'open' || stored.status === 'claimed';

function urgencyOf({ sameDay = [] }: Assessment): Pick<Case, 'sameDay'> {
  const reasons = sameDayReasons.filter((one) => sameDay.some(({ reason }) => reason === one));
  return reasons.length > 0 ? { sameDay: reasons } : {};
}

const placesOf = ({ whereabouts }: Assessment): Pick<Case, 'whereabouts'> =>
  whereabouts ? { whereabouts } : {};

/** What is told of the facts anew, or not at all. */
function withoutFacts({ sameDay: _, whereabouts: __, ...rest }: OpenCase | ClaimedCase) {
  return rest;
}

/** The facts no longer pass a gate, and nobody has worked on the case. */
export function lapsed(stored: Case): Case {
  if (stored.status === 'lapsed') return stored;
  return { ...atRest(stored), status: 'lapsed' };
}

/** Its subjects are found in another case, which goes on in its place. */
export function merged(stored: Case, into: CaseId): Case {
  if (stored.status === 'lapsed') return stored;
  if (stored.status === 'merged' && stored.mergedInto === into) return stored;
  return { ...atRest(stored), status: 'merged', mergedInto: into };
}

/** What stays of a case that is no longer open, as its next revision. */
function atRest(stored: Case) {
  const { caseId, revision, decisions, typology, outcome, raisedAt, assessmentDigest } = stored;
  const next = { caseId, revision: revision + 1, decisions, typology, outcome, raisedAt };
  return { ...next, assessmentDigest, gateHolds: false, ...decidedOn(stored) };
}

/** The next revision, where anything about the case changed. */
const moved = (stored: Case, next: Case): Case =>
  canonicalJson(stored) === canonicalJson(next) ? stored : { ...next, revision: next.revision + 1 };
