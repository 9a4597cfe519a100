import { DomainError, type ErrorCode, InvalidRequest } from '../errors.ts';

const problems = {
  'assessment-behind': {
    status: 409,
    title: 'What was just decided is not in the assessment yet; ask again in a moment',
  },
  'assessment-changed': { status: 409, title: 'The facts changed since this was submitted' },
  'audit-unavailable': {
    status: 503,
    title: 'Who reads this cannot be recorded now, so it is not shown; ask again',
  },
  'batch-already-received': {
    status: 409,
    title: 'This content was received before under the same batch reference',
  },
  'batch-not-found': { status: 404, title: 'No such batch' },
  'batch-reference-mismatch': {
    status: 422,
    title: 'The batch carries another reference than its upload was requested for',
  },
  'batch-reference-reused': {
    status: 409,
    title: 'This batch reference was used for other content',
  },
  'body-too-large': {
    status: 413,
    title: 'This is too large; what is too large for one request may come as an upload',
  },
  'bond-in-the-way': {
    status: 409,
    title: 'A merge or split by hand stands in the way; take it back first',
  },
  'case-changed': { status: 409, title: 'The case changed since you read it' },
  'case-not-found': { status: 404, title: 'No such case' },
  'case-not-in-that-state': { status: 409, title: 'The case is not in a state that allows this' },
  'checkpoint-not-found': { status: 404, title: 'The audit log has no checkpoint of that size' },
  'case-too-large': {
    status: 422,
    title: 'Together they have more subjects than one case can hold',
  },
  'claimed-by-another': { status: 409, title: 'Somebody else has claimed this case' },
  'data-request-closed': { status: 409, title: 'Somebody has closed this request for data' },
  'data-request-not-found': { status: 404, title: 'No such request for data' },
  'digest-mismatch': {
    status: 422,
    title: 'What was received is not what was sent',
  },
  'disclosure-not-found': { status: 404, title: 'No such disclosure package' },
  'disclosure-not-in-that-state': {
    status: 409,
    title: 'The package is not in a state that allows this',
  },
  'disclosure-recalled': { status: 410, title: 'The package was called back' },
  'employer-not-found': { status: 404, title: 'Nothing is known of such an employer' },
  'entity-mismatch': {
    status: 403,
    title: 'The batch names another submitting reporting entity than the token',
  },
  'evidence-changed': {
    status: 409,
    title: 'Reports that this rests on were changed or withdrawn: it must be submitted again',
  },
  'evidence-not-found': {
    status: 422,
    title: 'The case rests on no such evidence, or it was not set aside',
  },
  'expands-too-much': {
    status: 413,
    title: 'What was sent unpacks to too many times its size',
  },
  'hold-needs-second-person': { status: 403, title: 'Somebody else must lift this hold' },
  'hold-not-found': { status: 404, title: 'No such legal hold' },
  'idempotency-key-invalid': {
    status: 400,
    title: 'The Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces',
  },
  'idempotency-key-missing': { status: 400, title: 'An Idempotency-Key header is required' },
  'idempotency-key-reused': {
    status: 422,
    title: 'This Idempotency-Key was used for another body',
  },
  'indicator-not-found': { status: 404, title: 'The active rulebook has no such indicator' },
  'information-record-not-found': { status: 404, title: 'Your agency has filed no such record' },
  'invalid-batch-header': { status: 400, title: 'The header of the batch is not valid' },
  'leaf-not-found': { status: 404, title: 'The audit log has no such leaf by then' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'no-evidence-left': {
    status: 409,
    title: 'No indicator holds on the evidence that is left, so there is nothing to submit',
  },
  'no-recipient': { status: 422, title: 'No recipient is chosen for this package' },
  'not-allowed': { status: 403, title: 'The token does not allow this' },
  'package-altered': { status: 409, title: 'A stored package is not what was submitted' },
  'package-destroyed': {
    status: 410,
    title: 'The package never left and was destroyed, as its reports may be kept no longer',
  },
  'page-not-found': { status: 404, title: 'There is no such page' },
  'part-unknown': { status: 422, title: 'The upload has no part of that number' },
  'parts-missing': { status: 409, title: 'Not every part of the upload has arrived' },
  'possible-match-changed': {
    status: 409,
    title: 'What may be the same person is no longer what you read',
  },
  'possible-match-not-found': { status: 404, title: 'No such possible match' },
  'possible-victim-named': {
    status: 422,
    title: 'What is written for this recipient names a possible victim',
  },
  'recall-required': {
    status: 409,
    title:
      'The package named somebody who is seen as a possible victim now: call it back from this recipient',
  },
  'receipt-missing': { status: 409, title: 'A receipt must be given first' },
  'rendering-too-large': {
    status: 422,
    title: 'This form of the package is larger than an answer may be',
  },
  'second-person-required': { status: 403, title: 'Somebody else must approve this package' },
  'second-test-missing': {
    status: 422,
    title: 'This recipient needs a second test with its facts',
  },
  'split-not-possible': {
    status: 422,
    title: 'Somebody must stay, and the subject that the case is named after stays with it',
  },
  'subject-not-found': { status: 404, title: 'Nothing is known of such a subject' },
  'too-many-requests': { status: 429, title: 'Too much at once; send this again later' },
  'unsupported-media-type': { status: 415, title: 'This content type is not accepted' },
  'upload-aborted': { status: 410, title: 'The upload was given up by its sender' },
  'upload-expired': {
    status: 410,
    title: 'The upload did not arrive by its deadline; request it again to go on',
  },
  'upload-not-found': { status: 404, title: 'No such upload' },
  'upload-not-in-parts': { status: 409, title: 'This upload is one PUT, not parts' },
  'upload-not-open': { status: 409, title: 'The upload takes no further parts' },
} satisfies Record<ErrorCode, { status: number; title: string }>;

/** The RFC 9457 body for any thrown value; `type` is a page of our API documentation. */
export function toProblem(error: unknown) {
  if (error instanceof DomainError) {
    const { code, message, revision, reports, current, destroyed } = error;
    return {
      type: `/problems/${code}`,
      ...problems[code],
      detail: message,
      ...(revision !== undefined && { revision }),
      ...(reports && { reports }),
      ...(current && { current }),
      ...(destroyed && { destroyed }),
    };
  }
  if (error instanceof InvalidRequest) {
    const { errors } = error;
    return { type: '/problems/invalid-request', status: 400, title: 'Invalid request', errors };
  }
  // An unforeseen message may quote a name or an account, so nothing of it leaves.
  return { type: '/problems/unexpected', status: 500, title: 'Unexpected failure' };
}
