import * as z from 'zod';
import { holdIdSchema, holdScopeSchema } from '../retention/legal-hold.ts';

const instant = z.iso.datetime({ offset: true });
const reason = z.string().trim().min(1).max(2000);

export const holdBodySchema = z
  .strictObject({
    scope: holdScopeSchema,
    reason,
    from: instant.optional().meta({ description: 'From when on it holds; from now on if absent' }),
    until: instant.optional().meta({ description: 'When it ends by itself; never if absent' }),
  })
  .refine(({ from, until }) => !until || !from || Date.parse(from) < Date.parse(until), {
    path: ['until'],
    message: 'It would end before it begins',
  });

export const liftBodySchema = z.strictObject({ reason });

export const holdPathSchema = z.object({ holdId: holdIdSchema });
export const liftRequestSchema = z.object({ pathParameters: holdPathSchema });
