import * as z from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { caseStatuses } from '../cases/case.ts';
import { changedReportSchema } from '../cases/changed-facts.ts';
import { caseIdSchema } from '../identifiers.ts';
import type { Role } from './claims.ts';

/** What every error looks like (RFC 9457). */
const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Stable: /problems/<code>' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    revision: z.int().optional().meta({ description: 'Of case-changed: the one that stands' }),
    current: z
      .object({
        caseId: caseIdSchema,
        revision: z.int(),
        status: z.enum(caseStatuses),
        claimedBy: z.string().optional(),
        lastDecision: z
          .object({
            sequence: z.int(),
            kind: z.string(),
            actor: z.string(),
            at: z.iso.datetime({ offset: true }),
          })
          .optional(),
      })
      .optional()
      .meta({ description: 'Of a conflict over a case: how it stands now' }),
    reports: z
      .array(changedReportSchema)
      .optional()
      .meta({ description: 'Of evidence-changed: the reports, and what became of them' }),
    destroyed: z.object({ at: z.iso.datetime(), record: z.string() }).optional().meta({
      description: 'Of package-destroyed: when, and the act of retention in the audit log',
    }),
    instance: z.string().meta({ description: 'The request, by its Request-Id' }),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each place in the request that does not fit' }),
  })
  .meta({ id: 'Problem' });

type Operation = Omit<ZodOpenApiOperationObject, 'security'> & { operationId: string };

/** An operation that some roles may use, with the errors that any operation can answer. */
export const guarded = (
  roles: readonly Role[],
  { responses, ...operation }: Operation,
): ZodOpenApiOperationObject => ({
  ...operation,
  security: roles.map((role) => ({ token: [role] })),
  responses: {
    ...responses,
    '401': { description: 'No valid token', content: gatewayRefusal },
    '403': {
      description: 'The token does not allow this',
      content: { ...problem('').content, ...gatewayRefusal },
    },
    default: problem('Any other error'),
  },
});

/** An operation that is open to everybody. */
export const open = (operation: Operation): ZodOpenApiOperationObject => ({
  ...operation,
  security: [],
});

/** Refused before any function of ours is asked: in the gateway's own words. */
const gatewayRefusal = {
  'application/json': {
    schema: z.object({ message: z.string() }).meta({ id: 'GatewayRefusal' }),
  },
};

export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

export const answer = (description: string, schema: z.ZodType) => ({
  description,
  headers: z.object({ 'request-id': z.string() }),
  content: { 'application/json': { schema } },
});

/** For a request that creates something. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'Chosen by the caller; repeats of a request carry the same' }),
});
