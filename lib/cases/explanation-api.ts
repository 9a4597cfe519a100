import * as z from 'zod';
import { explanationSchemas } from '../indicators/explanation.ts';
import { entryIdSchema, evidenceEntrySchema, indicatorWords } from './api.ts';
import { assessmentSchema } from './assessment.ts';

const { matched, notMatched, notEvaluable } = explanationSchemas(entryIdSchema);

const shared = {
  about: z.strictObject(indicatorWords),
  /** Every entry that the explanation names, in the order of time. */
  timeline: z.array(evidenceEntrySchema),
  /** Cases whose decisions by people it heeds, each up to which decision. */
  heeds: assessmentSchema.shape.heeds,
  links: z.strictObject({ self: z.string() }),
};

/** What an analyst is shown: the explanation, with its entries in full. */
export const explanationSchema = z
  .discriminatedUnion('outcome', [
    matched.extend(shared).meta({ id: 'Matched' }),
    notMatched.extend(shared).meta({ id: 'NotMatched' }),
    notEvaluable.extend(shared).meta({ id: 'NotEvaluable' }),
  ])
  .meta({ id: 'Explanation' });
export type ExplanationView = z.infer<typeof explanationSchema>;
