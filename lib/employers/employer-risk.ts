import * as z from 'zod';
import { outcomeSchema, typologyScoreSchema } from '../cases/assessment.ts';
import { ledgerKeySchema } from '../identifiers.ts';
import { familySchema, indicatorIdSchema, typologyIdSchema } from '../indicators/indicator.ts';
import {
  matchSchema,
  notEvaluableSchema,
  supportedExplanationSchema,
} from '../indicators/match.ts';
import { localTimeSchema } from '../time.ts';
import { translatedSchema } from '../translated.ts';

const shareSchema = z.number().min(0);

/** Somebody the employer pays. Workers have no score and no order but that of their keys. */
export const workerSchema = z.strictObject({
  subject: ledgerKeySchema,
  /** First and last pay. */
  since: localTimeSchema,
  until: localTimeSchema,
  pays: z.int(),
  payCadMinor: z.int(),
});

/** What becomes of wages, over all workers together. */
const payPatternSchema = z.strictObject({
  pays: z.int(),
  /** Different local dates. */
  paydays: z.int(),
  totalCadMinor: z.int(),
  medianCadMinor: z.int(),
  /** Of the total, what left within 72 hours of the pay it came from, first in first out. */
  within72h: z.strictObject({
    returned: shareSchema,
    sentToOthers: shareSchema,
    sentAbroad: shareSchema,
    withdrawn: shareSchema,
  }),
  /** The one who gets half or more of the pay of the most workers, at least of two. */
  endsWithOne: z
    .strictObject({ key: ledgerKeySchema, name: z.string().optional(), workers: z.int() })
    .optional(),
  /** People whose pay goes to an account that is not theirs. */
  paidToOthersAccounts: z.int(),
  text: translatedSchema,
});
export type PayPattern = z.infer<typeof payPatternSchema>;

/** An address that several workers give: its key and where it is, never the street. */
const premisesSchema = z.strictObject({
  key: ledgerKeySchema,
  workers: z.int().min(2),
  /** Whether the employer gives it as well. */
  sharedByEmployer: z.boolean(),
  city: z.string().optional(),
  province: z.string().optional(),
});
export type Premises = z.infer<typeof premisesSchema>;

/** Somebody beside the workers to whom their pay goes. Not an accusation: victims are made to collect. */
export const intermediarySchema = z.strictObject({
  subject: ledgerKeySchema,
  /** Paid by the employer for others, or sent most of their pay by workers. */
  part: z.enum(['collects-pay', 'receives-pay']),
  workers: z.int(),
});
export type Intermediary = z.infer<typeof intermediarySchema>;

/**
 * What the labour indicators say of an employer: a function of the newest reports and the rulebook,
 * and of nothing else. Employers are ranked by it; workers never are.
 */
export const employerRiskSchema = z.strictObject({
  employer: ledgerKeySchema,
  rulebook: z.int(),
  typology: typologyIdSchema,
  /** Local time of the newest entry of anybody counted. */
  asOf: z.string(),
  kind: z.enum(['person', 'entity']),
  /** As reports write them, sorted. */
  names: z.array(z.string()),
  /** By which keys pays name it, sorted. */
  keys: z.array(ledgerKeySchema),
  /** Its own ledgers, where it is a client of some institution. */
  subjects: z.array(ledgerKeySchema),
  /** Of all whom it pays at most so many as one assessment looks at. */
  workers: z.array(workerSchema),
  workersKnown: z.int(),
  /** Those who show a pattern that others share, by key. */
  affected: z.array(ledgerKeySchema),
  /** Different people among them: one who is a client of two banks is one. */
  workersAffected: z.int(),
  intermediaries: z.array(intermediarySchema),
  /** Of those affected, of intermediaries, and of the employer itself. */
  matches: z.array(matchSchema),
  /** What too few workers show to say something of the employer. */
  setAside: z.array(
    z.strictObject({
      family: familySchema,
      indicators: z.array(indicatorIdSchema),
      workers: z.int(),
    }),
  ),
  explanations: z.array(
    z.strictObject({ subject: ledgerKeySchema, ...supportedExplanationSchema.shape }),
  ),
  /** What could not be judged, for want of what, and for how many of those looked at. */
  notEvaluable: z.array(z.strictObject({ ...notEvaluableSchema.shape, subjects: z.int() })),
  payPattern: payPatternSchema.optional(),
  premises: z.array(premisesSchema),
  score: typologyScoreSchema,
  outcome: outcomeSchema,
  /** The main facts in one paragraph. */
  summary: translatedSchema,
});
export type EmployerRisk = z.infer<typeof employerRiskSchema>;
