import * as z from 'zod';
import { recordParts } from '../ledger/contribution.ts';
import { translatedSchema } from '../translated.ts';
import { measureNameSchema, measureSchema } from './measure.ts';

export const indicatorIdSchema = z
  .string()
  .regex(/^HT-(SEX|LAB|CSE|SMG|GEN)-\d{3}$/, 'write an id such as HT-SEX-001');
export const suppressorIdSchema = z.string().regex(/^FP\d{2}$/, 'write an id such as FP01');

const typologies = [
  'sexual-exploitation',
  'labour-exploitation',
  'online-child-exploitation',
  'smuggling-overlap',
  'general-laundering',
] as const;
export const typologyIdSchema = z.enum(typologies);
export type TypologyId = z.infer<typeof typologyIdSchema>;

export const families = [
  'ADS',
  'LODGING',
  'STOREFRONT',
  'PREMISES',
  'CONTROL',
  'IDENTITY_OSINT',
  'LABOUR_PAY',
  'LABOUR_FEES',
  'LABOUR_RECRUIT',
  'LABOUR_CONTROL',
  'LABOUR_BUSINESS',
  'OCSE_REMIT',
  'OCSE_TRAVEL',
  'OCSE_P2P',
  'OCSE_MEMO',
  'OCSE_LURING',
  'OCSE_EXTORTION',
  'OCSE_DOLL',
  'SMUGGLING',
  'CASH',
  'EMT_INFLOW',
  'PASS_THROUGH',
  'STORED_VALUE',
  'VIRTUAL_CURRENCY',
  'GAMBLING',
  'PROCESSOR',
  'STRUCTURING',
  'THIRD_PARTY',
  'CROSS_BORDER',
  'TRANSPORT',
  'SUSTENANCE',
  'LIFESTYLE',
  'TELECOM',
  'PROFILE',
  'OCSE_TECH',
] as const;
export const familySchema = z.enum(families);
export type Family = z.infer<typeof familySchema>;

const operators = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const;

export const comparisonSchema = z.strictObject({
  fact: measureNameSchema,
  operator: z.enum(operators),
  value: z.number(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** json-rules-engine's own conditions, and fewer: flat named facts, no path, no priority, nothing empty. */
export type Conditions =
  | Comparison
  | { all: Conditions[] }
  | { any: Conditions[] }
  | { not: Conditions };
const conditionsSchema: z.ZodType<Conditions> = z.lazy(() =>
  z.union([
    comparisonSchema,
    z.strictObject({ all: z.array(conditionsSchema).min(1) }),
    z.strictObject({ any: z.array(conditionsSchema).min(1) }),
    z.strictObject({ not: conditionsSchema }),
  ]),
);

/** json-rules-engine asks for a group at the root. */
export const rootConditionsSchema = z.union([
  z.strictObject({ all: z.array(conditionsSchema).min(1) }),
  z.strictObject({ any: z.array(conditionsSchema).min(1) }),
]);
export type RootConditions = z.infer<typeof rootConditionsSchema>;

/** What an indicator and a suppressor share: named measures and a condition over them. */
const judgementShape = {
  measures: z.record(measureNameSchema, measureSchema),
  conditions: rootConditionsSchema,
};

/**
 * A stronger or weaker reading of the same behaviour: the first whose conditions hold as of the last
 * entry of a match gives the match its strength instead of the document's.
 */
const gradeSchema = z.strictObject({
  strength: z.int().min(1).max(5),
  conditions: rootConditionsSchema,
});
export type Grade = z.infer<typeof gradeSchema>;

/** `rules/<id>/indicator.json`: one published sign of suspicious activity, made checkable. */
export const indicatorSchema = z.strictObject({
  id: indicatorIdSchema,
  version: z.int().min(1),
  family: familySchema,
  strength: z.int().min(1).max(5),
  grades: z.array(gradeSchema).min(1).optional(),
  typologies: z.array(typologyIdSchema).min(1),
  suppressedBy: z.array(suppressorIdSchema),
  /** Who usually shows it: a hint for the analyst, never a finding. */
  shownBy: z.enum([
    'any',
    'suspected_trafficker',
    'possible_victim',
    'facilitator_business',
    'buyer',
  ]),
  status: z.enum(['seen', 'seen-narrative', 'seen-secondary', 'recalled', 'proposed']),
  /** A: the ledger alone; B: staff notes and logs; C: outside data. */
  tier: z.enum(['A', 'B', 'C']),
  /** Supporting records without which it cannot be judged. */
  requires: z.array(z.enum(recordParts)).optional(),
  title: translatedSchema,
  /** The behaviour in plain words, for an outsider. */
  means: translatedSchema,
  /**
   * One sentence with this subject's own numbers. `{name}` is a measure; `{name:money}` prints
   * Canadian minor units as dollars, `{name:percent}` a share as a percentage, `{name|time|times}`
   * a count with the words that agree with it, `{name|stay|stays|no stays}` words in its place where
   * it is 0. A clause in square brackets is left out where each number in it is 0.
   */
  sentence: translatedSchema,
  sources: z.array(z.strictObject({ document: z.string().min(1), item: z.string().min(1) })).min(1),
  ...judgementShape,
});
export type Indicator = z.infer<typeof indicatorSchema>;

/** `rules/suppressors/<id>.json`: an innocent explanation, and the data that must support it. */
export const suppressorSchema = z.strictObject({
  id: suppressorIdSchema,
  version: z.int().min(1),
  title: translatedSchema,
  /** What was found that supports it, with the subject's own numbers. */
  sentence: translatedSchema,
  families: z.array(familySchema),
  /** Single indicators of other families that it touches as well. */
  indicators: z.array(indicatorIdSchema).optional(),
  /** If given, of these families only these indicators are touched. */
  onlyIndicators: z.array(indicatorIdSchema).optional(),
  factor: z.number().gt(0).lt(1),
  ...judgementShape,
});
export type Suppressor = z.infer<typeof suppressorSchema>;
