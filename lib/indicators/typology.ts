import * as z from 'zod';
import { translatedSchema } from '../translated.ts';
import {
  familySchema,
  indicatorIdSchema,
  rootConditionsSchema,
  suppressorIdSchema,
  typologyIdSchema,
} from './indicator.ts';
import { measureNameSchema } from './measure.ts';

const strength = z.int().min(1).max(5);

/**
 * Numbers about a linked case that a gate may ask for: a closed vocabulary. Only families that still
 * have points after suppressors and decay count.
 */
const caseMeasureSchema = z.union([
  z.strictObject({ score: z.literal(true) }),
  /** Different families with points. */
  z.strictObject({ families: z.literal('all') }),
  /** Different families of a class: E exploitation, M money movement, C context only. */
  z.strictObject({ families: z.enum(['E', 'M', 'C']) }),
  /** How many of these families have points. */
  z.strictObject({ familiesAmong: z.array(familySchema).min(1) }),
  /** How many of these indicators are matched. */
  z.strictObject({
    indicatorsAmong: z.array(indicatorIdSchema).min(1),
    /** Only matches of at least that strength: many indicators have weaker readings. */
    strength: strength.optional(),
  }),
  /** How many matched indicators have at least that strength. */
  z.strictObject({
    indicatorsOfStrength: strength,
    /** Only of families that are not of this class, so that another family is needed for it. */
    outside: z.enum(['E', 'M', 'C']).optional(),
  }),
  /** The largest value of these measures over all matches; 0 where none matched. */
  z.strictObject({
    largest: z
      .array(z.strictObject({ indicator: indicatorIdSchema, measure: measureNameSchema }))
      .min(1),
  }),
  /** How many different persons have a match of these families; one person may be several subjects. */
  z.strictObject({ subjectsWith: z.array(familySchema).min(1) }),
  /** How many different persons have a match of this typology at all. */
  z.strictObject({ subjects: z.literal('matched') }),
  /** Staff observations with one of these codes about subjects of the case. */
  z.strictObject({ observed: z.array(z.string()).min(1) }),
  /** Subjects of the case who are under 18 as of its newest entry. */
  z.strictObject({ minors: z.literal(true) }),
]);
export type CaseMeasure = z.infer<typeof caseMeasureSchema>;

/** `rules/scoring.json`: how points are counted, the same for every typology. */
export const scoringSchema = z.strictObject({
  version: z.int(),
  source: z.string(),
  /** Points by strength 1 to 5. */
  points: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** The share of the second best indicator of a family that is added to the best. */
  secondBest: z.number(),
  /** A family whose newest match is older than this, as of the newest entry of the case, is multiplied. */
  decay: z.strictObject({ afterDays: z.int(), factor: z.number() }),
  /** A family may be of several classes. */
  classes: z.strictObject({
    E: z.array(familySchema),
    M: z.array(familySchema),
    C: z.array(familySchema),
    /** Indicators that make their family count as E although it is not. */
    alsoE: z.array(indicatorIdSchema),
    /** Families that are E only when one of these indicators, or a family of these, is there. */
    onlyEWith: z.array(
      z.strictObject({
        family: familySchema,
        indicators: z.array(indicatorIdSchema),
        families: z.array(familySchema),
      }),
    ),
    /** Indicators that never make their family count as E. */
    neverE: z.array(indicatorIdSchema),
  }),
  /** Families no suppressor touches. */
  neverSuppressed: z.array(familySchema),
  /** With so many E families left after suppression, suppressors are ignored and a person looks. */
  ignoreSuppressorsFromE: z.int(),
});
export type Scoring = z.infer<typeof scoringSchema>;

/**
 * How a typology ranks employers by what is found about their workers: one worker's signs say nothing
 * of the employer until others show the same.
 */
const employersSchema = z.strictObject({
  /** So many workers must show a family that points to exploitation for it to be a pattern. */
  workers: z.int().min(2),
  /** Indicators for which one worker is enough: the only one of a household. */
  oneIsEnough: z.array(indicatorIdSchema),
});

const gateSchema = z.strictObject({
  outcome: z.enum(['watch', 'review', 'priority']),
  /** Why this gate is there, for the analyst. */
  reason: translatedSchema,
  conditions: rootConditionsSchema,
});

/** `rules/typologies/<id>.json`: a scoring policy over indicators. */
export const typologySchema = z.strictObject({
  id: typologyIdSchema,
  version: z.int().min(1),
  title: translatedSchema,
  /** The public-private project whose tag a report may carry; absent where there is none. */
  project: z.enum(['PROTECT', 'SHADOW']).optional(),
  measures: z.record(measureNameSchema, caseMeasureSchema),
  /** Left out where a typology is not about work. */
  employers: employersSchema.optional(),
  /** From the weakest outcome to the strongest; the strongest whose conditions hold is the outcome. */
  gates: z.array(gateSchema).min(1),
  /** An outcome the case cannot exceed while the explanation is supported and the conditions hold. */
  caps: z.array(
    z.strictObject({
      explanation: suppressorIdSchema,
      atMost: z.enum(['none', 'watch']),
      reason: translatedSchema,
      conditions: rootConditionsSchema,
    }),
  ),
});
export type Typology = z.infer<typeof typologySchema>;
