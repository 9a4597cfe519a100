import * as z from 'zod';
import { outcomeSchema } from '../cases/assessment.ts';
import { cursorSchema } from './cursor.ts';

const employersQuerySchema = z.object({
  /** Of all outcomes where it is left out, the strongest first. */
  outcome: outcomeSchema.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  cursor: cursorSchema(z.string().max(200)).optional(),
});

export const employersRequestSchema = z.object({
  queryStringParameters: employersQuerySchema.prefault({}),
});
export const employerPathSchema = z.object({
  pathParameters: z.object({ employerId: z.string().max(100) }),
});
