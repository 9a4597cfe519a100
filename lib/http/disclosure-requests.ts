import * as z from 'zod';
import { disclosureStatuses } from '../disclosures/disclosure.ts';
import { disclosureIdSchema } from '../identifiers.ts';
import { cursorSchema } from './cursor.ts';

/*
 * What the routes about cases, disclosures and outboxes read from a path and a query. An identifier
 * that is not one of ours is answered as unknown, like one of somebody else.
 */

const limit = z.coerce.number().int().min(1).max(50).default(20);

const disclosuresQuerySchema = z.object({
  /** Where it is left out: those that wait for a second person, or all that are to be amended. */
  status: z.enum(disclosureStatuses).optional(),
  amendmentDue: z.literal('true').optional(),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});
const outboxQuerySchema = z.object({
  limit,
  cursor: cursorSchema(disclosureIdSchema).optional(),
});

export const disclosuresRequestSchema = z.object({
  queryStringParameters: disclosuresQuerySchema.prefault({}),
});
export const outboxRequestSchema = z.object({
  queryStringParameters: outboxQuerySchema.prefault({}),
});
export const dataRequestPathSchema = z.object({
  pathParameters: z.object({ sequence: z.coerce.number().int().catch(0) }),
});
export const casePathSchema = z.object({
  pathParameters: z.object({ caseId: z.string().max(100) }),
});
export const disclosurePathSchema = z.object({
  pathParameters: z.object({ disclosureId: z.string().max(100) }),
});
