import * as z from 'zod';
import { localTimeSchema } from '../time.ts';

/** A key or an id that is not one of ours is answered as unknown. */
export const explanationRequestSchema = z.object({
  pathParameters: z.object({ subject: z.string().max(100), indicatorId: z.string().max(100) }),
  queryStringParameters: z.object({ asOf: localTimeSchema.optional() }).prefault({}),
});
