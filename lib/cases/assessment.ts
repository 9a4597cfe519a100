import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import {
  caseIdSchema,
  digest,
  type LedgerKey,
  ledgerKeySchema,
  reportKeySchema,
} from '../identifiers.ts';
import {
  familySchema,
  indicatorIdSchema,
  suppressorIdSchema,
  typologyIdSchema,
} from '../indicators/indicator.ts';
import {
  matchSchema,
  notEvaluableSchema,
  supportedExplanationSchema,
} from '../indicators/match.ts';
import { translatedSchema } from '../translated.ts';
import { whereaboutsSchema } from './whereabouts.ts';

/** From weakest to strongest. Only `review` and `priority` open a case. */
export const outcomes = ['none', 'watch', 'review', 'priority'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why two subjects belong to one case. */
export const linkSchema = z.strictObject({
  a: ledgerKeySchema,
  b: ledgerKeySchema,
  reason: z.enum([
    'joint-holding',
    'shared-identity',
    'shared-name-and-birth',
    'shared-phone',
    'shared-email',
    'shared-device',
    'shared-address',
    'shared-handle',
    'shared-wallet',
    'transfers',
  ]),
  /** The link key they share, or absent for transfers. */
  key: ledgerKeySchema.optional(),
  /** For transfers from a to b: how many, and Canadian minor units in all. */
  transfers: z.strictObject({ count: z.int(), totalCadMinor: z.int() }).optional(),
});
export type Link = z.infer<typeof linkSchema>;

/** What a party looks like from the facts: a hypothesis with reasons, never a finding. */
const roleHypotheses = [
  'unknown',
  'controller-like',
  'exploited-like',
  'facilitator',
  'buyer',
] as const;
export const roleSchema = z.enum(roleHypotheses);
export type Role = z.infer<typeof roleSchema>;

export const assessedSubjectSchema = z.strictObject({
  subject: ledgerKeySchema,
  ledgerVersion: z.int(),
  role: roleSchema,
  reasons: z.array(translatedSchema),
  /** The decision by which a person set the role; absent where the machine proposes it. */
  setBy: z.strictObject({ caseId: caseIdSchema, sequence: z.int().min(1) }).optional(),
  /**
   * RFC 3339 UTC. It has more entries than are judged (`lib/ledger/newest-entries.ts`), so that only
   * those since then were.
   */
  judgedSince: z.iso.datetime().optional(),
});
export type AssessedSubject = z.infer<typeof assessedSubjectSchema>;

export const familyScoreSchema = z.strictObject({
  family: familySchema,
  /** Points after suppressors and decay. */
  points: z.number(),
  /** Points before. */
  rawPoints: z.number(),
  indicators: z.array(indicatorIdSchema),
  suppressedBy: z.array(suppressorIdSchema),
  decayed: z.boolean(),
});

export const typologyScoreSchema = z.strictObject({
  typology: typologyIdSchema,
  score: z.number(),
  families: z.array(familyScoreSchema),
  outcome: outcomeSchema,
  /** Why this outcome: first the cap that held it back, if any, then the gates passed and missed. */
  reasons: z.array(translatedSchema),
  cappedBy: suppressorIdSchema.optional(),
  /** True when explanations were set aside because two exploitation families remained. */
  suppressorsIgnored: z.boolean(),
});
export type TypologyScore = z.infer<typeof typologyScoreSchema>;

/** Why somebody must look at a case the same day. */
export const sameDayReasons = ['minor', 'online-child-exploitation', 'danger'] as const;
const sameDaySchema = z.strictObject({
  reason: z.enum(sameDayReasons),
  /** Who is under age, where it is a subject. */
  subject: ledgerKeySchema.optional(),
  /** The staff observation or the indicator that tells of danger. */
  sign: z.string().optional(),
});
export type SameDay = z.infer<typeof sameDaySchema>;

/**
 * The machine's view of linked subjects: a function of the newest reports, of the rulebook and of what
 * people decided about evidence, roles and who belongs together; and of nothing else. It is written
 * again whenever these change.
 */
export const assessmentSchema = z.strictObject({
  caseId: caseIdSchema,
  rulebook: z.int(),
  /** Local time of the newest entry of any subject: ages are counted back from it. */
  asOf: z.string(),
  subjects: z.array(assessedSubjectSchema).min(1),
  links: z.array(linkSchema),
  matches: z.array(matchSchema),
  notEvaluable: z.array(z.strictObject({ subject: ledgerKeySchema, ...notEvaluableSchema.shape })),
  explanations: z.array(
    z.strictObject({ subject: ledgerKeySchema, ...supportedExplanationSchema.shape }),
  ),
  typologies: z.array(typologyScoreSchema),
  /** The strongest outcome, and the typology it belongs to (the higher score on a tie). */
  outcome: outcomeSchema,
  typology: typologyIdSchema.optional(),
  sameDay: z.array(sameDaySchema).min(1).optional(),
  /** What people set aside, by entity, report and transaction: it counts for nothing here. */
  excluded: z
    .array(z.strictObject({ ...reportKeySchema.shape, transaction: z.string() }))
    .min(1)
    .optional(),
  /** Of each case with standing decisions, up to which decision they are heeded here. */
  heeds: z
    .array(z.strictObject({ caseId: caseIdSchema, sequence: z.int().min(1) }))
    .min(1)
    .optional(),
  /** Where its facts happened, of what passes a gate: whom a package would go to. */
  whereabouts: whereaboutsSchema.optional(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** Linked subjects are named after the first of their keys, so that every machine gives one name. */
export const caseIdOf = (subjects: readonly LedgerKey[]): string =>
  `case-${digest([...subjects].sort()[0] ?? '').slice(0, 16)}`;

/**
 * Equal for equal facts: what a submission freezes and an approval checks. Places are told to the queue
 * alone: a package takes them from its reports.
 */
export const assessmentDigest = ({
  heeds: _,
  whereabouts: __,
  ...assessment
}: Assessment): string =>
  digest(
    canonicalJson({
      ...assessment,
      subjects: assessment.subjects.map(({ ledgerVersion: ___, ...subject }) => subject),
    }),
  );
