import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answer, guarded } from './operation.ts';
import { statisticsQuerySchema } from './statistics-requests.ts';
import { statisticsViewSchema } from './statistics-view.ts';

const counted = answer('The figures', statisticsViewSchema);

export const statisticsPaths: ZodOpenApiPathsObject = {
  '/v1/statistics': {
    get: guarded(['auditor'], {
      operationId: 'readStatistics',
      tags: ['Audit'],
      summary: 'Figures of a fiscal year, as an annual report has them',
      description:
        'Counted from the approvals themselves, 1 April to 31 March in Ottawa. Fewer than five of a kind are not told, nor what would give such a number away. Nothing in it is about a person, a case or a package.',
      requestParams: { query: statisticsQuerySchema },
      responses: {
        '200': {
          ...counted,
          content: { ...counted.content, 'text/csv': { schema: z.string() } },
        },
      },
    }),
  },
};
