import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { holdBodySchema, holdPathSchema, liftBodySchema } from './legal-hold-requests.ts';
import { holdListSchema, holdViewSchema } from './legal-hold-view.ts';
import { answer, guarded, idempotencyHeader } from './operation.ts';

export const legalHoldPaths: ZodOpenApiPathsObject = {
  '/v1/legal-holds': {
    post: guarded(['approver'], {
      operationId: 'placeLegalHold',
      tags: ['Retention'],
      summary: 'Put something on hold',
      description:
        'Nothing that it covers is destroyed while it holds: all of a reporting entity, a batch, a report, or what a case rests on. It never changes; it ends by itself at `until`, or when somebody else lifts it.',
      requestParams: { header: idempotencyHeader },
      requestBody: { content: { 'application/json': { schema: holdBodySchema } } },
      responses: { '201': answer('The hold', holdViewSchema) },
    }),
    get: guarded(['approver', 'auditor'], {
      operationId: 'listLegalHolds',
      tags: ['Retention'],
      summary: 'Every hold there ever was, with who lifted it',
      responses: { '200': answer('All holds', holdListSchema) },
    }),
  },
  '/v1/legal-holds/{holdId}/lift': {
    post: guarded(['approver'], {
      operationId: 'liftLegalHold',
      tags: ['Retention'],
      summary: 'Lift a hold that somebody else placed',
      description: 'Repeated, the first lift stands.',
      requestParams: { path: holdPathSchema },
      requestBody: { content: { 'application/json': { schema: liftBodySchema } } },
      responses: { '200': answer('The hold, lifted', holdViewSchema) },
    }),
  },
};
