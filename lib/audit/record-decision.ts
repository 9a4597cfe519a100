import { canonicalJson } from '../canonical-json.ts';
import type { Decision } from '../cases/case.ts';
import type { Cases } from '../cases/cases.ts';
import { DomainError } from '../errors.ts';
import type { CaseId } from '../identifiers.ts';
import type { AuditTrail } from './audit-trail.ts';

/**
 * Copies a decision, as canonical JSON, to where nobody can change it. Repeating it changes nothing:
 * decisions are append-only, so the copy is always of the same bytes.
 *
 * @returns the decision, whose leaf in the audit log carries the digest of the copy.
 * @throws DomainError case-not-found when there is no such decision.
 */
export async function recordDecision(
  { cases, auditTrail }: { cases: Pick<Cases, 'decision'>; auditTrail: AuditTrail },
  { caseId, sequence }: { caseId: CaseId; sequence: number },
): Promise<Decision> {
  const decision = await cases.decision(caseId, sequence);
  if (!decision) throw new DomainError('case-not-found', `${caseId} decision ${sequence}`);
  await auditTrail.keep({ caseId, sequence }, Buffer.from(canonicalJson(decision)));
  return decision;
}
