import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { caseIdSchema } from '../identifiers.ts';
import type { Role } from './claims.ts';
import {
  bondBodySchema,
  claimBodySchema,
  dataRequestBodySchema,
  dataRequestClosingBodySchema,
  escalationBodySchema,
  evidenceBodySchema,
  noteBodySchema,
  rejectionBodySchema,
  reviewBodySchema,
  roleBodySchema,
  splitBodySchema,
  submissionBodySchema,
} from './decision-requests.ts';
import { decisionViewSchema, submissionViewSchema } from './decision-view.ts';
import { answer, guarded, idempotencyHeader, problem } from './operation.ts';

type Decision = {
  role: Role;
  operationId: string;
  summary: string;
  description?: string;
  body: z.ZodType;
  answer?: z.ZodType;
  /** Beside the case. */
  path?: z.ZodRawShape;
  /** What else there may be none of. */
  missing?: string;
  /** The codes of problems of their own, by status. */
  problems: Record<'409' | '422', string>;
};

const state = 'claimed-by-another, case-not-in-that-state, case-changed';
const reused = 'idempotency-key-reused';

const decide = (decision: Decision): ZodOpenApiOperationObject =>
  guarded([decision.role], {
    operationId: decision.operationId,
    tags: ['Decisions'],
    summary: decision.summary,
    ...(decision.description && { description: decision.description }),
    requestParams: {
      path: z.object({ caseId: caseIdSchema, ...decision.path }),
      header: idempotencyHeader.partial(),
    },
    requestBody: { content: { 'application/json': { schema: decision.body } } },
    responses: {
      '200': answer('The decision, also for a repetition', decision.answer ?? decisionViewSchema),
      '404': problem(`case-not-found, ${decision.missing ?? 'subject-not-found'}`),
      '409': problem(decision.problems['409']),
      '422': problem(decision.problems['422']),
    },
  });

/** The routes of human decisions on a case. */
export const decisionPaths: ZodOpenApiPathsObject = {
  '/v1/cases/{caseId}/claim': {
    post: decide({
      role: 'analyst',
      operationId: 'claimCase',
      summary: 'Take an open case up',
      body: claimBodySchema,
      problems: { '409': state, '422': reused },
    }),
  },
  '/v1/cases/{caseId}/release': {
    post: decide({
      role: 'analyst',
      operationId: 'releaseCase',
      summary: 'Put a case you hold back for others',
      body: claimBodySchema,
      problems: { '409': state, '422': reused },
    }),
  },
  '/v1/cases/{caseId}/notes': {
    post: decide({
      role: 'analyst',
      operationId: 'noteOnCase',
      summary: 'Add a note',
      description: 'Notes never leave with a package.',
      body: noteBodySchema,
      problems: { '409': 'case-changed', '422': reused },
    }),
  },
  '/v1/cases/next': {
    post: guarded(['analyst'], {
      operationId: 'claimNextCase',
      tags: ['Decisions'],
      summary: 'Take up the open case that is most pressing',
      description:
        'Cases to be looked at the same day first, then by priority, then by age. Two who ask at once never get the same case.',
      requestParams: { header: idempotencyHeader.partial() },
      responses: {
        '200': answer('The claim', decisionViewSchema),
        '204': { description: 'No case is open' },
      },
    }),
  },
  '/v1/cases/{caseId}/exclusions': {
    post: decide({
      role: 'analyst',
      operationId: 'excludeEvidence',
      summary: 'Set evidence of a case you hold aside',
      description:
        'Its transactions count for nothing any more in scores, grounds and packages of this case. The case is assessed anew a moment later.',
      body: evidenceBodySchema,
      problems: { '409': state, '422': `evidence-not-found, ${reused}` },
    }),
  },
  '/v1/cases/{caseId}/inclusions': {
    post: decide({
      role: 'analyst',
      operationId: 'includeEvidence',
      summary: 'Let evidence count again that was set aside',
      body: evidenceBodySchema,
      problems: { '409': state, '422': `evidence-not-found, ${reused}` },
    }),
  },
  '/v1/cases/{caseId}/merge': {
    post: decide({
      role: 'analyst',
      operationId: 'mergeCases',
      summary: 'Make an open case one with a case you hold',
      description:
        'The subjects of both are in your case from now on, whatever links say, until it is taken back.',
      body: bondBodySchema,
      problems: { '409': `${state}, bond-in-the-way`, '422': `case-too-large, ${reused}` },
    }),
  },
  '/v1/cases/{caseId}/unmerge': {
    post: decide({
      role: 'analyst',
      operationId: 'unmergeCases',
      summary: 'Take a merge back',
      body: bondBodySchema,
      problems: { '409': state, '422': reused },
    }),
  },
  '/v1/cases/{caseId}/split': {
    post: decide({
      role: 'analyst',
      operationId: 'splitCase',
      summary: 'Let subjects leave a case you hold for one of their own',
      description:
        'The machine does not join them again with those who stay, until it is taken back. `takenOn` of the decision on the other case names this one.',
      body: splitBodySchema,
      problems: {
        '409': `${state}, bond-in-the-way`,
        '422': `split-not-possible, ${reused}`,
      },
    }),
  },
  '/v1/cases/{caseId}/unsplit': {
    post: decide({
      role: 'analyst',
      operationId: 'unsplitCase',
      summary: 'Take a split back',
      body: bondBodySchema,
      problems: { '409': state, '422': reused },
    }),
  },
  '/v1/cases/{caseId}/roles': {
    post: decide({
      role: 'analyst',
      operationId: 'setRole',
      summary: 'Say what a subject looks like, instead of what the machine proposes',
      description: 'No hypothesis of the machine overrides it.',
      body: roleBodySchema,
      problems: { '409': state, '422': reused },
    }),
  },
  '/v1/cases/{caseId}/data-requests': {
    post: decide({
      role: 'analyst',
      operationId: 'requestData',
      summary: 'Record that a reporting entity should be asked for missing data',
      description: 'Nothing is sent: see `GET /v1/data-requests`.',
      body: dataRequestBodySchema,
      problems: { '409': 'case-not-in-that-state', '422': reused },
    }),
  },
  '/v1/cases/{caseId}/data-requests/{sequence}/close': {
    post: decide({
      role: 'analyst',
      operationId: 'closeDataRequest',
      summary: 'Record what came of asking for data',
      description:
        'By whoever asked or anybody else, whatever became of the case. `sequence` is that of the decision that asked.',
      path: { sequence: z.int().min(1) },
      body: dataRequestClosingBodySchema,
      missing: 'data-request-not-found',
      problems: { '409': 'data-request-closed', '422': reused },
    }),
  },
  '/v1/cases/{caseId}/escalations': {
    post: decide({
      role: 'analyst',
      operationId: 'escalateCase',
      summary: 'Record that somebody was called about a case',
      body: escalationBodySchema,
      problems: { '409': 'case-not-in-that-state', '422': `no-recipient, ${reused}` },
    }),
  },
  '/v1/cases/{caseId}/submit': {
    post: decide({
      role: 'analyst',
      operationId: 'submitCase',
      summary: 'Submit a case you hold to a second person',
      description:
        'Builds and freezes one package for each recipient: what the second person reads is, byte for byte, what leaves.',
      body: submissionBodySchema,
      answer: submissionViewSchema,
      problems: {
        '409': `${state}, assessment-behind, assessment-changed, no-evidence-left`,
        '422': `no-recipient, second-test-missing, possible-victim-named, ${reused}`,
      },
    }),
  },
  '/v1/cases/{caseId}/approve': {
    post: decide({
      role: 'approver',
      operationId: 'approveCase',
      summary: 'Approve what a colleague submitted',
      description: 'Never for its author: 403 second-person-required.',
      body: reviewBodySchema,
      problems: {
        '409':
          'case-not-in-that-state, case-changed, evidence-changed, assessment-changed, package-altered',
        '422': reused,
      },
    }),
  },
  '/v1/cases/{caseId}/return': {
    post: decide({
      role: 'approver',
      operationId: 'returnCase',
      summary: 'Send a submission back to its author',
      description: 'Its packages are withdrawn and never leave.',
      body: reviewBodySchema,
      problems: { '409': 'case-not-in-that-state, case-changed', '422': reused },
    }),
  },
  '/v1/cases/{caseId}/reject': {
    post: decide({
      role: 'approver',
      operationId: 'rejectCase',
      summary: 'Decide not to disclose',
      description:
        'Recorded like a disclosure, with a reason for each recipient considered. Never by whoever holds the case: 403 second-person-required.',
      body: rejectionBodySchema,
      problems: {
        '409': 'case-not-in-that-state, case-changed',
        '422': `no-recipient, second-test-missing, ${reused}`,
      },
    }),
  },
};
