import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { caseIdSchema } from '../identifiers.ts';
import type { Role } from './claims.ts';
import {
  claimBodySchema,
  noteBodySchema,
  reviewBodySchema,
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
      path: z.object({ caseId: caseIdSchema }),
      header: idempotencyHeader.partial(),
    },
    requestBody: { content: { 'application/json': { schema: decision.body } } },
    responses: {
      '200': answer('The decision, also for a repetition', decision.answer ?? decisionViewSchema),
      '404': problem('case-not-found'),
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
        '409': `${state}, assessment-changed`,
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
      description: 'Never by whoever holds the case: 403 second-person-required.',
      body: reviewBodySchema,
      problems: { '409': 'case-not-in-that-state, case-changed', '422': reused },
    }),
  },
};
