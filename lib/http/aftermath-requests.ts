import * as z from 'zod';
import { recallReasonSchema } from '../disclosures/recall.ts';

/* What the routes for decisions on a disclosure that has left read from a body. */

const reason = z.string().trim().min(1).max(20_000);

export const amendBodySchema = z
  .strictObject({
    /** Why the test is still met; where nothing is left, why the package is withdrawn. */
    grounds: z.string().trim().min(40).max(20_000),
    /** The facts that meet the second test now; those of the first package where it is left out. */
    secondTest: z.string().trim().min(20).max(5000).optional(),
    /**
     * Why one that is no police service must learn who the possible victims of now are. Without it their
     * identifiers are withheld, whatever the first package told.
     */
    victimsNamedBecause: z.string().trim().min(20).max(2000).optional(),
  })
  .meta({ id: 'Amend' });

export const recallBodySchema = z
  .strictObject({
    /** What the recipient is told, by its template. */
    recallReason: recallReasonSchema,
    /** For our own records. */
    reason,
  })
  .meta({ id: 'RecallProposal' });

export const aftermathReviewSchema = z.strictObject({ reason }).meta({ id: 'AftermathReview' });
