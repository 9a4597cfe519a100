import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { disclosureIdSchema } from '../identifiers.ts';
import { aftermathReviewSchema, amendBodySchema, recallBodySchema } from './aftermath-requests.ts';
import type { Role } from './claims.ts';
import { decisionViewSchema, submissionViewSchema } from './decision-view.ts';
import { answer, guarded, idempotencyHeader, problem } from './operation.ts';

type Aftermath = {
  role: Role;
  operationId: string;
  summary: string;
  description: string;
  body: z.ZodType;
  answer?: z.ZodType;
  conflicts?: string;
};

const state = 'disclosure-not-in-that-state';

const decide = (one: Aftermath): ZodOpenApiOperationObject =>
  guarded([one.role], {
    operationId: one.operationId,
    tags: ['Amendments and recalls'],
    summary: one.summary,
    description: one.description,
    requestParams: {
      path: z.object({ disclosureId: disclosureIdSchema }),
      header: idempotencyHeader.partial(),
    },
    requestBody: { required: true, content: { 'application/json': { schema: one.body } } },
    responses: {
      '200': answer('The decision, also for a repetition', one.answer ?? decisionViewSchema),
      '404': problem('disclosure-not-found'),
      '409': problem(one.conflicts ? `${state}, ${one.conflicts}` : state),
      '422': problem('idempotency-key-reused'),
    },
  });

/** The routes of decisions on packages that have left. */
export const aftermathPaths: ZodOpenApiPathsObject = {
  '/v1/disclosures/{disclosureId}/amend': {
    post: decide({
      role: 'analyst',
      operationId: 'amendDisclosure',
      summary: 'Submit an amendment of a package that has left',
      description:
        'Freezes a package for the same recipient from the facts of now, which says what became of the first one. Where nothing is left to disclose, it withdraws the first. Any analyst can write it. The possible victims of now are named to one that is no police service only with a reason of its own. The first package never changes.',
      body: amendBodySchema,
      answer: submissionViewSchema,
      conflicts: 'assessment-behind, assessment-changed, package-altered, recall-required',
    }),
  },
  '/v1/disclosures/{disclosureId}/approve': {
    post: decide({
      role: 'approver',
      operationId: 'approveAmendment',
      summary: 'Approve an amendment that a colleague submitted',
      description:
        'Never for its author, nor for whoever holds the case: 403 second-person-required. It then leaves.',
      body: aftermathReviewSchema,
      conflicts: 'evidence-changed, assessment-changed, package-altered',
    }),
  },
  '/v1/disclosures/{disclosureId}/return': {
    post: decide({
      role: 'approver',
      operationId: 'returnAmendment',
      summary: 'Send an amendment back to its author',
      description: 'It is withdrawn and never leaves; another one can be submitted.',
      body: aftermathReviewSchema,
    }),
  },
  '/v1/disclosures/{disclosureId}/recall': {
    post: decide({
      role: 'approver',
      operationId: 'proposeRecall',
      summary: 'Propose to call a package back from its recipient',
      description: 'Nothing changes for the recipient until somebody else agrees.',
      body: recallBodySchema,
    }),
  },
  '/v1/disclosures/{disclosureId}/recall/confirm': {
    post: decide({
      role: 'approver',
      operationId: 'confirmRecall',
      summary: 'Agree to a recall',
      description:
        'Never for whoever proposed it: 403 second-person-required. The recipient can fetch nothing of the package any more and is asked to destroy it. Nothing is deleted on our side.',
      body: aftermathReviewSchema,
    }),
  },
  '/v1/disclosures/{disclosureId}/recall/drop': {
    post: decide({
      role: 'approver',
      operationId: 'dropRecall',
      summary: 'Decide against a proposed recall',
      description: 'Also for whoever proposed it.',
      body: aftermathReviewSchema,
    }),
  },
};
