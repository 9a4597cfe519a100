import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { outcomeSchema } from '../cases/assessment.ts';
import { employerListSchema, employerViewSchema } from '../employers/api.ts';
import { employerIdSchema } from '../identifiers.ts';
import { answer, guarded, problem } from './operation.ts';

const roles = ['analyst', 'approver'] as const;
const tags = ['Employers'];

/** The routes by which analysts and approvers see employers. */
export const employerPaths: ZodOpenApiPathsObject = {
  '/v1/employers': {
    get: guarded(roles, {
      operationId: 'listEmployers',
      tags,
      summary: 'List employers by risk of labour exploitation, the highest first',
      description:
        'The strongest outcome first, of equal ones the highest score, of equal ones the one with more workers affected. Employers are ranked by what reports tell of the people they pay; these people are counted and never ranked. An employer without any sign is in no list.',
      requestParams: {
        query: z.object({
          outcome: outcomeSchema.optional(),
          limit: z.int().min(1).max(50).default(20),
          cursor: z.string().optional().meta({ description: '`next` of the page before' }),
        }),
      },
      responses: { '200': answer('A page of employers', employerListSchema) },
    }),
  },
  '/v1/employers/{employerId}': {
    get: guarded(roles, {
      operationId: 'readEmployer',
      tags,
      summary: 'See why an employer is ranked as it is',
      description:
        'Its names and keys, its workers, those by whom pay goes, what becomes of the pay, premises that workers share, matches with their sources and evidence, what spoke for innocence, what too few workers show to count, what could not be judged, points by family with the gates passed and not passed, and the timeline. A worker is a possible victim, never a suspect.',
      requestParams: { path: z.object({ employerId: employerIdSchema }) },
      responses: {
        '200': answer('The employer', employerViewSchema),
        '404': problem('employer-not-found'),
      },
    }),
  },
};
