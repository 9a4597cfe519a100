import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { assessmentListSchema, caseListSchema, caseViewSchema } from '../cases/api.ts';
import { outcomeSchema } from '../cases/assessment.ts';
import { caseStatuses } from '../cases/case.ts';
import { caseIdSchema } from '../identifiers.ts';
import { answer, guarded, problem } from './operation.ts';

const roles = ['analyst', 'approver'] as const;
const tags = ['Cases'];
const limit = z.int().min(1).max(100).default(25);
const cursor = z.string().optional().meta({ description: '`next` of the page before' });

/** The routes by which analysts and approvers see cases. */
export const casePaths: ZodOpenApiPathsObject = {
  '/v1/cases': {
    get: guarded(roles, {
      operationId: 'listCases',
      tags,
      summary: 'List cases: priority first, then those that have waited longest',
      requestParams: {
        query: z.object({ status: z.enum(caseStatuses).optional(), limit, cursor }),
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
  '/v1/assessments': {
    get: guarded(roles, {
      operationId: 'listAssessments',
      tags,
      summary: 'See what was looked at, and why it is a case or was left alone',
      description: 'Of one outcome, the highest score first.',
      requestParams: {
        query: z.object({ outcome: outcomeSchema.default('watch'), limit, cursor }),
      },
      responses: { '200': answer('A page of assessments', assessmentListSchema) },
    }),
  },
};
