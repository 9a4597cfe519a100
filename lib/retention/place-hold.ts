import { canonicalJson } from '../canonical-json.ts';
import type { Cases } from '../cases/cases.ts';
import { DomainError } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { HoldScope, LegalHold } from './legal-hold.ts';
import type { LegalHolds } from './legal-holds.ts';

export type PlacePorts = {
  holds: Pick<LegalHolds, 'place'>;
  cases: Pick<Cases, 'get' | 'assessment'>;
  now: () => string;
};

export type HoldAsked = {
  scope: HoldScope;
  reason: string;
  from?: string | undefined;
  until?: string | undefined;
};

/**
 * Puts something on hold: nothing of it is destroyed until the hold ends or is lifted. Of a case the
 * subjects of that moment are written down, so that they stay held if it is merged or lapses.
 *
 * @param requestKey names the request: repeated, it has one effect.
 * @throws DomainError case-not-found; idempotency-key-reused
 */
export async function placeHold(
  { holds, cases, now }: PlacePorts,
  { author, asked, requestKey }: { author: string; asked: HoldAsked; requestKey: string },
): Promise<LegalHold> {
  const at = now();
  const { scope, reason, from, until } = asked;
  const subjects = scope.kind === 'case' ? await subjectsOf(cases, scope.caseId) : undefined;
  const hold: LegalHold = {
    holdId: `hold-${requestKey.slice(0, 16)}`,
    scope,
    reason,
    from: from ?? at,
    ...(until !== undefined && { until }),
    author,
    at,
    ...(subjects && { subjects }),
  };
  const standing = await holds.place(hold);
  const said = { scope: standing.scope, reason: standing.reason, until: standing.until };
  if (canonicalJson(said) !== canonicalJson({ scope, reason, until })) {
    throw new DomainError('idempotency-key-reused', standing.holdId);
  }
  return standing;
}

async function subjectsOf(cases: PlacePorts['cases'], caseId: string): Promise<LedgerKey[]> {
  const [theCase, assessment] = await Promise.all([cases.get(caseId), cases.assessment(caseId)]);
  if (!theCase && !assessment) throw new DomainError('case-not-found', caseId);
  return (assessment?.subjects ?? []).map(({ subject }) => subject);
}
