import * as z from 'zod';
import {
  type HoldWithLift,
  isInForce,
  legalHoldSchema,
  liftSchema,
} from '../retention/legal-hold.ts';

export const holdViewSchema = z
  .strictObject({
    ...legalHoldSchema.omit({ subjects: true }).shape,
    inForce: z.boolean().meta({ description: 'Whether it holds now' }),
    lift: liftSchema.omit({ holdId: true }).optional().meta({ description: 'Who let go of it' }),
  })
  .meta({ id: 'LegalHold' });

export const holdListSchema = z.strictObject({ holds: z.array(holdViewSchema) });

/** A hold as approvers and auditors see it. */
export function holdView(found: HoldWithLift, now: string): z.infer<typeof holdViewSchema> {
  const { hold, lift } = found;
  const { subjects: _, ...told } = hold;
  return {
    ...told,
    inForce: isInForce(found, now),
    ...(lift && { lift: { reason: lift.reason, author: lift.author, at: lift.at } }),
  };
}
