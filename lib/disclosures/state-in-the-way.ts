import type { Cases } from '../cases/cases.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { CaseId } from '../identifiers.ts';

/** Refusals that come from the state of the case: whoever is refused wants to see it. */
const conflicts: ReadonlySet<ErrorCode> = new Set([
  'assessment-behind',
  'assessment-changed',
  'bond-in-the-way',
  'case-changed',
  'case-not-in-that-state',
  'claimed-by-another',
  'data-request-closed',
  'evidence-changed',
  'no-evidence-left',
]);

/**
 * The same refusal with the state in which the case is now, so that whoever lost against somebody else
 * sees who won; any other failure as it is.
 */
export async function withStateInTheWay(
  { cases }: { cases: Pick<Cases, 'get' | 'decisions'> },
  caseId: CaseId,
  failure: unknown,
): Promise<unknown> {
  if (!(failure instanceof DomainError) || !conflicts.has(failure.code)) return failure;
  const theCase = await cases.get(caseId);
  if (!theCase) return failure;
  const newest = (await cases.decisions(caseId)).at(-1);
  const { code, reports, retryAfterSeconds } = failure;
  const { revision, status } = theCase;
  return new DomainError(code, failure.message.slice(`${code}: `.length), {
    cause: failure,
    ...(code === 'case-changed' && { revision }),
    ...(reports && { reports }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    current: {
      caseId,
      revision,
      status,
      ...('claimedBy' in theCase && { claimedBy: theCase.claimedBy }),
      ...(newest && {
        lastDecision: {
          sequence: newest.sequence,
          kind: newest.kind,
          actor: newest.actor,
          at: newest.at,
        },
      }),
    },
  });
}
