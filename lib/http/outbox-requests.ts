import * as z from 'zod';
import { feedbackShape, verdicts } from '../disclosures/feedback.ts';

/* What a recipient says of a package that it has. */

export const feedbackBodySchema = z
  .strictObject({
    ...feedbackShape,
    /** Which of the package's indicators were right, each by its place there, from 1, or its title. */
    indicators: z
      .array(
        z.strictObject({
          indicator: z.union([z.int().min(1), z.string().min(1).max(500)]),
          verdict: z.enum(verdicts),
        }),
      )
      .max(500)
      .default([]),
  })
  .meta({ id: 'Feedback' });

export const destructionBodySchema = z
  .strictObject({
    /** Of every copy, also those that others had from the recipient. */
    destroyed: z.literal(true),
  })
  .meta({ id: 'DestructionConfirmed' });
