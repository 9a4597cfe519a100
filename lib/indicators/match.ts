import * as z from 'zod';
import { ledgerKeySchema } from '../identifiers.ts';
import { recordParts } from '../ledger/contribution.ts';
import { entryRefSchema } from '../ledger/entry.ts';
import { translatedSchema } from '../translated.ts';
import { entryFields, subjectFields } from './entry-fields.ts';
import {
  familySchema,
  indicatorIdSchema,
  suppressorIdSchema,
  typologyIdSchema,
} from './indicator.ts';

/** A measure's value as of one entry; null where it is undefined, such as a share of nothing. */
const measureValueSchema = z.union([z.number(), z.null()]);
export type MeasureValue = z.infer<typeof measureValueSchema>;

/** The facts of one judgement, by the names of measures. */
export type Facts = Record<string, MeasureValue>;

/**
 * An indicator held for a subject: a maximal run of entries as of which its conditions hold. The
 * values, the sentence and the evidence are those as of the last entry of the run.
 */
export const matchSchema = z.strictObject({
  matchId: z.string().regex(/^match-[0-9a-f]{16}$/),
  subject: ledgerKeySchema,
  indicator: indicatorIdSchema,
  version: z.int(),
  family: familySchema,
  strength: z.int(),
  typologies: z.array(typologyIdSchema),
  /** Local times of the first and last entry of the run. */
  from: z.string(),
  until: z.string(),
  values: z.record(z.string(), measureValueSchema),
  sentence: translatedSchema,
  evidence: z.array(entryRefSchema),
});
export type Match = z.infer<typeof matchSchema>;

/** An innocent explanation that the subject's own data supports, as of its newest entry. */
export const supportedExplanationSchema = z.strictObject({
  suppressor: suppressorIdSchema,
  sentence: translatedSchema,
  evidence: z.array(entryRefSchema),
});
export type SupportedExplanation = z.infer<typeof supportedExplanationSchema>;

/** The third answer: neither matched nor not matched, because data is missing. */
export const notEvaluableSchema = z.strictObject({
  indicator: indicatorIdSchema,
  missing: z.array(
    z.enum([
      ...recordParts,
      'income',
      'employees',
      'industry',
      'neighbours',
      ...entryFields,
      ...subjectFields,
    ]),
  ),
});
export type NotEvaluable = z.infer<typeof notEvaluableSchema>;

/** Everything the rulebook has to say about one subject, from its ledger alone. */
export const evaluationSchema = z.strictObject({
  subject: ledgerKeySchema,
  ledgerVersion: z.int(),
  rulebook: z.int(),
  matches: z.array(matchSchema),
  notEvaluable: z.array(notEvaluableSchema),
  explanations: z.array(supportedExplanationSchema),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
