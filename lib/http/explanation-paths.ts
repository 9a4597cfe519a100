import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { explanationSchema } from '../cases/explanation-api.ts';
import { ledgerKeySchema } from '../identifiers.ts';
import { indicatorIdSchema } from '../indicators/indicator.ts';
import { answer, guarded, problem } from './operation.ts';

/** The route by which analysts and approvers ask why. */
export const explanationPaths: ZodOpenApiPathsObject = {
  '/v1/subjects/{subject}/indicators/{indicatorId}': {
    get: guarded(['analyst', 'approver'], {
      operationId: 'explainIndicator',
      tags: ['Cases'],
      summary: 'Ask why an indicator holds for a subject, or why it does not',
      description:
        'Judged anew from the ledger as it is now, by json-rules-engine itself. A match has its sentence, a result for each condition, the entries behind each measure, and entries that suffice: without any one of them it would not hold. What does not match has the conditions that fail, by how much, and the moment at which it came closest. What is not evaluable has the data that nobody supplied.',
      requestParams: {
        path: z.object({ subject: ledgerKeySchema, indicatorId: indicatorIdSchema }),
        query: z.object({
          asOf: z.iso.datetime({ offset: true }).optional().meta({
            description:
              'As of the last entry by then. Without it: the newest match, else the newest entry',
          }),
        }),
      },
      responses: {
        '200': answer('The explanation', explanationSchema),
        '404': problem('subject-not-found, indicator-not-found'),
      },
    }),
  },
};
