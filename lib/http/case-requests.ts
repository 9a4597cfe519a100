import * as z from 'zod';
import { outcomeSchema } from '../cases/assessment.ts';
import { caseStatuses } from '../cases/case.ts';
import { cursorSchema } from './cursor.ts';

const limit = z.coerce.number().int().min(1).max(100).default(25);

const casesQuerySchema = z.object({
  /** Of all statuses where it is left out, those that wait for somebody first. */
  status: z.enum(caseStatuses).optional(),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});

const assessmentsQuerySchema = z.object({
  outcome: outcomeSchema.default('watch'),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});

export const casesRequestSchema = z.object({
  queryStringParameters: casesQuerySchema.prefault({}),
});
export const assessmentsRequestSchema = z.object({
  queryStringParameters: assessmentsQuerySchema.prefault({}),
});
