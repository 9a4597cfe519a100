import type { CaseBesideView } from './api.ts';
import { type Assessment, caseIdOf } from './assessment.ts';
import type { Cases } from './cases.ts';
import { isLive, isWorkedOn } from './next-case.ts';

/**
 * Other cases of the same subjects: people had worked on more than one before they turned out to be
 * linked, and which of them goes on is theirs to say. Whoever works on one must know of the other,
 * lest a recipient be told the same twice.
 *
 * @returns those that wait for people or were dealt with by them, in the order of their names.
 * @see docs/decisions/005-case-identity-and-convergence.md
 */
export async function casesBeside(
  cases: Pick<Cases, 'get'>,
  { caseId: own, subjects }: Assessment,
): Promise<CaseBesideView[]> {
  const named = subjects.map(({ subject }) => caseIdOf([subject])).filter((one) => one !== own);
  const stored = await Promise.all(named.sort().map((caseId) => cases.get(caseId)));
  return stored.flatMap((theCase) => {
    if (!theCase || !isLive(theCase) || !isWorkedOn(theCase)) return [];
    const { caseId, status } = theCase;
    const told = 'recipients' in theCase && { recipients: theCase.recipients };
    return { caseId, status, ...told, links: { self: `/v1/cases/${caseId}` } };
  });
}
