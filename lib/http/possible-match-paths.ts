import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { judgementBodySchema, possiblePathSchema } from './information-requests.ts';
import { listedMatchSchema, possibleDecisionViewSchema } from './information-view.ts';
import { answer, guarded, idempotencyHeader, problem } from './operation.ts';

const tags = ['Information records'];

/** The routes by which analysts say whether somebody is whom an agency names. */
export const possibleMatchPaths: ZodOpenApiPathsObject = {
  '/v1/possible-matches': {
    get: guarded(['analyst', 'approver'], {
      operationId: 'listPossibleMatches',
      tags,
      summary: 'List people in cases who may be whom an agency names',
      description:
        'A name is alike, and nothing else identifies them. `subject.role` tells possible victims (`exploited-like`) from others. Nothing follows until an analyst confirms it. Those that wait for somebody, the one found first first; a page may be short and still have `next`.',
      requestParams: {
        query: z.object({
          limit: z.int().min(1).max(50).default(20),
          cursor: z.string().optional().meta({ description: '`next` of the page before' }),
        }),
      },
      responses: {
        '200': answer(
          'A page of them',
          z.strictObject({
            possibleMatches: z.array(listedMatchSchema),
            next: z.string().optional().meta({ description: 'Absent on the last page' }),
          }),
        ),
      },
    }),
  },
  '/v1/possible-matches/{subject}/{agency}/{recordId}': {
    post: guarded(['analyst'], {
      operationId: 'judgePossibleMatch',
      tags,
      summary: 'Say whether a person in a case is whom an agency names',
      description:
        'Confirmed, the case goes before others, and to that agency first; dismissed, nothing follows, unless they come to have something else in common. Look at `subject.role` first: whoever is `exploited-like` may be a possible victim, to whom a confirmation may lead the agency. All decisions are kept and the last counts. The agency is never told.',
      requestParams: { path: possiblePathSchema, header: idempotencyHeader },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: judgementBodySchema } },
      },
      responses: {
        '200': answer('The decision, also for a repetition', possibleDecisionViewSchema),
        '404': problem('possible-match-not-found'),
        '409': problem('possible-match-changed: read it again'),
        '422': problem('idempotency-key-reused'),
      },
    }),
  },
};
