import type { CaseId } from '../identifiers.ts';

/** The port to the locked copies of decisions: what is there can be neither changed nor removed. */
export type AuditTrail = {
  /** Keeps the copy unless there is one already. */
  keep(decision: { caseId: CaseId; sequence: number }, bytes: Uint8Array): Promise<void>;
};
