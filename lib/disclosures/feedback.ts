import * as z from 'zod';
import { userIdSchema } from '../identifiers.ts';
import { indicatorIdSchema } from '../indicators/indicator.ts';
import { dayMilliseconds } from '../time.ts';
import { offenceClasses } from './offence-classes.ts';

export const verdicts = ['right', 'wrong', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

const outcomes = [
  'production-order',
  'search-warrant',
  'arrest',
  'charges-laid',
  'conviction',
  'seizure',
  'forfeiture',
  'person-brought-to-safety',
  'referred-elsewhere',
  'no-action',
] as const;

/** What a recipient says of a package as a whole. */
export const feedbackShape = {
  /** From 1, of no use, to 5, of great use. */
  usefulness: z.int().min(1).max(5),
  novelty: z.enum(['new', 'confirmed', 'known']),
  use: z.enum(['triggered-investigation', 'major-input', 'supporting', 'none']),
  offence: z.enum(offenceClasses),
  stage: z.enum(['intelligence', 'investigation', 'charges', 'trial', 'concluded', 'closed']),
  outcomes: z
    .array(z.enum(outcomes))
    .max(outcomes.length)
    .refine((codes) => new Set(codes).size === codes.length, 'Each code once'),
  /** Whether the recipient knew those who are named before. */
  namesKnown: z.boolean(),
  /** For analysts only: no statistics read them. */
  comments: z.string().trim().min(1).max(5000).optional(),
};

/** Feedback as it is kept. The places in the package were looked up: it names indicators themselves. */
export const feedbackSchema = z
  .strictObject({
    ...feedbackShape,
    indicators: z.array(
      z.strictObject({
        /** Its place in the package's list, from 1. */
        number: z.int().min(1),
        indicator: indicatorIdSchema,
        verdict: z.enum(verdicts),
      }),
    ),
  })
  .meta({ id: 'FeedbackRecorded' });
export type Feedback = z.infer<typeof feedbackSchema>;

export const givenFeedbackSchema = z
  .strictObject({
    ...feedbackSchema.shape,
    givenAt: z.iso.datetime({ offset: true }),
    givenBy: userIdSchema,
  })
  .meta({ id: 'FeedbackGiven' });

const daysToAnswer = 90;

/** RFC 3339 UTC: by when a recipient is asked for feedback. */
export const feedbackDueAt = (dispatchedAt: string): string =>
  new Date(Date.parse(dispatchedAt) + daysToAnswer * dayMilliseconds).toISOString();
