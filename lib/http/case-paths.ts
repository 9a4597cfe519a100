import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  assessmentListSchema,
  caseInformationSchema,
  caseListSchema,
  casePossibleMatchesSchema,
  caseViewSchema,
} from '../cases/api.ts';
import { outcomeSchema } from '../cases/assessment.ts';
import { caseStatuses } from '../cases/case.ts';
import { priorities, queueOrders } from '../cases/case-queue.ts';
import { dataRequestStates } from '../cases/cases.ts';
import { dataRequestListSchema } from '../cases/data-request-list.ts';
import { caseNetworkSchema, caseTimelineSchema } from '../cases/network-api.ts';
import { caseIdSchema, recipientIdSchema, userIdSchema } from '../identifiers.ts';
import { typologyIdSchema } from '../indicators/indicator.ts';
import { answer, guarded, problem } from './operation.ts';

const roles = ['analyst', 'approver'] as const;
const tags = ['Cases'];
const limit = z.int().min(1).max(100).default(25);
const informationLimit = z.int().min(1).max(50).default(20);
const cursor = z.string().optional().meta({ description: '`next` of the page before' });

/** The routes by which analysts and approvers see cases. */
export const casePaths: ZodOpenApiPathsObject = {
  '/v1/cases': {
    get: guarded(roles, {
      operationId: 'listCases',
      tags,
      summary: 'List cases: most pressing first, then those that have waited longest',
      description:
        'Cases to be looked at the same day lead every queue. A page may be short of `limit` and still have `next`, where few cases are as asked for.',
      requestParams: {
        query: z.object({
          status: z.enum(caseStatuses).optional(),
          priority: z.enum(priorities).optional(),
          typology: typologyIdSchema.optional(),
          recipient: recipientIdSchema.optional().meta({
            description:
              'Cases submitted for this recipient; until then, those the routing proposes it for',
          }),
          olderThan: z.iso
            .datetime({ offset: true })
            .optional()
            .meta({ description: 'Cases raised before this moment' }),
          claimedBy: userIdSchema.optional(),
          sort: z
            .enum(queueOrders)
            .default('pressing')
            .meta({ description: '`pressing`: by priority, then by age; else by age alone' }),
          limit,
          cursor,
        }),
      },
      responses: { '200': answer('A page of cases', caseListSchema) },
    }),
  },
  '/v1/cases/{caseId}': {
    get: guarded(roles, {
      operationId: 'readCase',
      tags,
      summary: 'See a case with everything it rests on',
      description:
        'Subjects with role hypotheses, links, matches with their sources and evidence, what spoke for innocence, what could not be judged, points by family with the gates passed and not passed, the timeline, and all decisions. `case.revision` is what a decision names, and the ETag; `assessment.digest` changes whenever the facts do.',
      requestParams: { path: z.object({ caseId: caseIdSchema }) },
      responses: {
        '200': answer('The case', caseViewSchema),
        '404': problem('case-not-found'),
      },
    }),
  },
  '/v1/cases/{caseId}/information-records': {
    get: guarded(roles, {
      operationId: 'listCaseInformation',
      tags,
      summary: 'List the records of agencies that speak of somebody in a case',
      description:
        'The one filed last first. The case itself tells the first ten; where records are long a page ends before `limit`.',
      requestParams: {
        path: z.object({ caseId: caseIdSchema }),
        query: z.object({ limit: informationLimit, cursor }),
      },
      responses: {
        '200': answer('A page of records', caseInformationSchema),
        '404': problem('case-not-found'),
      },
    }),
  },
  '/v1/cases/{caseId}/possible-matches': {
    get: guarded(roles, {
      operationId: 'listCasePossibleMatches',
      tags,
      summary: 'List the records that have a name like that of somebody in a case',
      description:
        'Those that wait for somebody first, then by when they were found. The case itself tells the first ten; where records are long a page ends before `limit`.',
      requestParams: {
        path: z.object({ caseId: caseIdSchema }),
        query: z.object({ limit: informationLimit, cursor }),
      },
      responses: {
        '200': answer('A page of them', casePossibleMatchesSchema),
        '404': problem('case-not-found'),
      },
    }),
  },
  '/v1/cases/{caseId}/network': {
    get: guarded(roles, {
      operationId: 'readNetwork',
      tags,
      summary: 'See who and what hangs together in a case, as a picture',
      description:
        'Subjects with role hypotheses, accounts and shared contacts, and everybody else as a number; why they are joined, and exact sums of payments by currency. Coordinates are the same on every machine. Possible victims are marked as such and never to be drawn as suspects.',
      requestParams: { path: z.object({ caseId: caseIdSchema }) },
      responses: {
        '200': answer('The network', caseNetworkSchema),
        '404': problem('case-not-found'),
      },
    }),
  },
  '/v1/cases/{caseId}/timeline': {
    get: guarded(roles, {
      operationId: 'readTimeline',
      tags,
      summary: 'See the evidence of a case in the order of time',
      description: 'What was set aside is marked, and supports no match.',
      requestParams: {
        path: z.object({ caseId: caseIdSchema }),
        query: z.object({ limit: z.int().min(1).max(500).default(200), cursor }),
      },
      responses: {
        '200': answer('A page of the timeline', caseTimelineSchema),
        '404': problem('case-not-found'),
      },
    }),
  },
  '/v1/data-requests': {
    get: guarded(roles, {
      operationId: 'listDataRequests',
      tags,
      summary: 'List the data that reporting entities should be asked for',
      description:
        'The newest first. Nothing of it is ever sent by the machine. A person passes on `ask` and nothing else: why somebody asks is no business of the entity.',
      requestParams: {
        query: z.object({
          state: z
            .enum(dataRequestStates)
            .optional()
            .meta({ description: 'Open or closed; both where it is left out' }),
          limit,
          cursor,
        }),
      },
      responses: { '200': answer('A page of requests', dataRequestListSchema) },
    }),
  },
  '/v1/assessments': {
    get: guarded(roles, {
      operationId: 'listAssessments',
      tags,
      summary: 'See what was looked at, and why it is a case or was left alone',
      description: 'Of one outcome, the highest score first.',
      requestParams: {
        query: z.object({
          outcome: outcomeSchema.default('watch'),
          informed: z.literal('true').optional().meta({
            description:
              'Instead: those that pass no gate although an agency has asked about somebody in them',
          }),
          limit,
          cursor,
        }),
      },
      responses: { '200': answer('A page of assessments', assessmentListSchema) },
    }),
  },
};
