import * as z from 'zod';
import { ledgerKeySchema } from '../identifiers.ts';
import { entryRefSchema } from '../ledger/entry.ts';
import { translatedSchema } from '../translated.ts';
import { comparisonSchema, indicatorIdSchema, indicatorSchema } from './indicator.ts';
import { matchSchema, notEvaluableSchema } from './match.ts';
import { units } from './unit.ts';

/*
 * Why an indicator holds for a subject, why it does not, or why nobody can tell. The results of the
 * conditions are json-rules-engine's own.
 */

const valueSchema = z.number().nullable();

const explainedComparisonSchema = z
  .strictObject({
    /** The name of the measure in the document. */
    measure: comparisonSchema.shape.fact,
    operator: comparisonSchema.shape.operator,
    threshold: z.number(),
    /** Null where the measure is undefined, such as a share of nothing, or nobody told what it reads. */
    value: valueSchema,
    unit: z.enum(units),
    holds: z.boolean(),
    /** How far the value lies on the side that is asked for; negative beyond it. In the unit. */
    margin: valueSchema,
    /** The least difference that would make it hold; only where it does not and there is a value. */
    lacks: z.number().optional(),
    /** "At least 4 cash deposits, within 30 days — found: 5" */
    words: translatedSchema,
  })
  .meta({ id: 'ExplainedComparison' });
export type ExplainedComparison = z.infer<typeof explainedComparisonSchema>;

export type ExplainedCondition =
  | ExplainedComparison
  | { all: ExplainedCondition[]; holds: boolean }
  | { any: ExplainedCondition[]; holds: boolean }
  | { not: ExplainedCondition; holds: boolean };
const holds = z.boolean();
const explainedConditionSchema: z.ZodType<ExplainedCondition> = z
  .lazy(() =>
    z.union([
      explainedComparisonSchema,
      z.strictObject({ all: z.array(explainedConditionSchema), holds }),
      z.strictObject({ any: z.array(explainedConditionSchema), holds }),
      z.strictObject({ not: explainedConditionSchema, holds }),
    ]),
  )
  .meta({ id: 'ExplainedCondition' });

const measureShape = {
  words: translatedSchema,
  unit: z.enum(units),
  value: valueSchema,
};

const gradeSchema = z.strictObject({
  strength: z.int(),
  holds,
  conditions: explainedConditionSchema,
});

const minimalEvidenceShape = {
  /** False where the search reached its limits: it holds of these, but not all may be needed. */
  isMinimal: z.boolean(),
  /** How many ledgers were judged to find it. */
  evaluations: z.int(),
};

/** @param entry how an entry is named: a reference, or an id within one answer. */
export function explanationSchemas<T extends z.ZodType>(entry: T) {
  const evidence = z.array(entry);
  const measures = z.record(z.string(), z.strictObject({ ...measureShape, evidence }));
  const shared = {
    subject: ledgerKeySchema,
    indicator: indicatorIdSchema,
    version: z.int(),
    rulebook: z.int(),
  };
  const judged = {
    ...shared,
    /** The local time of the entry as of which everything here is told. */
    asOf: z.string(),
    conditions: explainedConditionSchema,
    /** Every measure of the document, with the entries that made it. */
    measures,
  };
  return {
    matched: z.strictObject({
      outcome: z.literal('matched'),
      ...judged,
      ...matchSchema.pick({ matchId: true, from: true, until: true, sentence: true }).shape,
      strength: z.int(),
      /** Stronger or weaker readings, in order: the first that holds gives the strength. */
      grades: z.array(gradeSchema),
      /** Entries that suffice: without any one of them it would not hold as of the same moment. */
      minimalEvidence: z.strictObject({ entries: evidence, ...minimalEvidenceShape }),
    }),
    notMatched: z.strictObject({
      outcome: z.literal('not-matched'),
      ...judged,
      /** The comparisons that stand in the way, and what they lack in one sentence. */
      failed: z.array(explainedComparisonSchema),
      lacking: translatedSchema,
      /** When it does hold: there may be such moments where `asOf` asks about another. */
      matches: z.array(matchSchema.pick({ matchId: true, from: true, until: true })),
      /** The moment by then at which it came closer, where it had never held. */
      nearest: z
        .strictObject({
          asOf: z.string(),
          conditions: explainedConditionSchema,
          lacking: translatedSchema,
        })
        .optional(),
    }),
    notEvaluable: z.strictObject({
      outcome: z.literal('not-evaluable'),
      ...shared,
      /** What nobody supplied, and which measures read it. */
      missing: z.array(
        z.strictObject({
          what: z.union([notEvaluableSchema.shape.missing.element, z.literal('entries')]),
          words: translatedSchema,
          measures: z.array(z.string()),
        }),
      ),
      /** What can be told without it, as of the entry asked about; absent where it is not judged at all. */
      known: z.strictObject({ asOf: z.string(), conditions: explainedConditionSchema }).optional(),
      /** Where the data of such an indicator comes from. */
      tier: indicatorSchema.shape.tier,
      tierWords: translatedSchema,
      /** The codes of facts on file that it asks for, where facts are missing. */
      factCodes: z.array(
        z.strictObject({
          code: z.string(),
          words: translatedSchema,
          tier: indicatorSchema.shape.tier,
        }),
      ),
    }),
  };
}

const schemas = explanationSchemas(entryRefSchema);
export type Matched = z.infer<typeof schemas.matched>;
export type NotMatched = z.infer<typeof schemas.notMatched>;
export type NotEvaluableExplained = z.infer<typeof schemas.notEvaluable>;
export type Explanation = Matched | NotMatched | NotEvaluableExplained;
