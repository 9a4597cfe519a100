/** Every foreseen way a use-case can refuse; `lib/http/problem.ts` gives each its status. */
export type ErrorCode =
  | 'assessment-behind'
  | 'assessment-changed'
  | 'audit-unavailable'
  | 'batch-already-received'
  | 'batch-not-found'
  | 'batch-reference-mismatch'
  | 'batch-reference-reused'
  | 'body-too-large'
  | 'bond-in-the-way'
  | 'case-changed'
  | 'case-not-found'
  | 'case-not-in-that-state'
  | 'case-too-large'
  | 'checkpoint-not-found'
  | 'claimed-by-another'
  | 'data-request-closed'
  | 'data-request-not-found'
  | 'digest-mismatch'
  | 'disclosure-not-found'
  | 'disclosure-not-in-that-state'
  | 'disclosure-recalled'
  | 'employer-not-found'
  | 'entity-mismatch'
  | 'evidence-changed'
  | 'evidence-not-found'
  | 'expands-too-much'
  | 'hold-needs-second-person'
  | 'hold-not-found'
  | 'idempotency-key-invalid'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'indicator-not-found'
  | 'information-record-not-found'
  | 'invalid-batch-header'
  | 'leaf-not-found'
  | 'malformed-body'
  | 'no-evidence-left'
  | 'no-recipient'
  | 'not-allowed'
  | 'page-not-found'
  | 'package-altered'
  | 'package-destroyed'
  | 'recall-required'
  | 'part-unknown'
  | 'parts-missing'
  | 'possible-match-changed'
  | 'possible-match-not-found'
  | 'possible-victim-named'
  | 'receipt-missing'
  | 'rendering-too-large'
  | 'second-person-required'
  | 'second-test-missing'
  | 'split-not-possible'
  | 'subject-not-found'
  | 'too-many-requests'
  | 'unsupported-media-type'
  | 'upload-aborted'
  | 'upload-expired'
  | 'upload-not-found'
  | 'upload-not-in-parts'
  | 'upload-not-open';

/** A report that was corrected, and since when (RFC 3339 UTC). */
export type ReportInTheWay = {
  entity: string;
  reference: string;
  became: 'changed' | 'withdrawn';
  since: string;
};

/** When something was destroyed (RFC 3339 UTC), and by which act of retention in the audit log. */
export type DestroyedInTheWay = { at: string; record: string };

/** How a case stands that is in another state than a caller thought, and who last decided on it. */
export type StateInTheWay = {
  caseId: string;
  revision: number;
  status: string;
  claimedBy?: string;
  lastDecision?: { sequence: number; kind: string; actor: string; at: string };
};

/** A foreseen failure. Its message names ids only: no name, account or amount ever gets in. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  /** The revision that stands now, where the caller named an older one. */
  readonly revision: number | undefined;
  /** In how many whole seconds to ask again, where that helps. */
  readonly retryAfterSeconds: number | undefined;
  /** Reports that are in the way, by reference. */
  readonly reports: readonly ReportInTheWay[] | undefined;
  /** The state of the case now, where that is why. */
  readonly current: StateInTheWay | undefined;
  /** What became of something that was kept, where that is why. */
  readonly destroyed: DestroyedInTheWay | undefined;

  constructor(
    code: ErrorCode,
    about: string,
    options?: ErrorOptions & {
      revision?: number;
      retryAfterSeconds?: number;
      reports?: readonly ReportInTheWay[];
      current?: StateInTheWay;
      destroyed?: DestroyedInTheWay;
    },
  ) {
    super(`${code}: ${about}`, options);
    this.name = 'DomainError';
    this.code = code;
    this.revision = options?.revision;
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.reports = options?.reports;
    this.current = options?.current;
    this.destroyed = options?.destroyed;
  }
}

/** One thing wrong with a request: where, which rule, and nothing of the value itself. */
export type RequestFault = { pointer: string; code: string; message: string };

/** A request that does not fit its schema. Only `lib/http/parse-request.ts` throws it. */
export class InvalidRequest extends Error {
  readonly errors: RequestFault[];

  constructor(errors: RequestFault[]) {
    super('The request does not fit its schema');
    this.name = 'InvalidRequest';
    this.errors = errors;
  }
}

/** Somebody else wrote first: read again and repeat. Never leaves a use-case. */
export class StaleWrite extends Error {
  constructor(about: string, options?: ErrorOptions) {
    super(about, options);
    this.name = 'StaleWrite';
  }
}
