import * as z from 'zod';
import { aftermathDetails, aftermathKinds } from '../disclosures/aftermath-decisions.ts';
import {
  caseIdSchema,
  disclosureIdSchema,
  recipientIdSchema,
  userIdSchema,
} from '../identifiers.ts';
import { typologyIdSchema } from '../indicators/indicator.ts';
import { outcomeSchema, sameDayReasons } from './assessment.ts';
import { caseWorkKinds, decisionDetails } from './decision-details.ts';
import { standingDecisionsSchema } from './standing-decisions.ts';
import { whereaboutsSchema } from './whereabouts.ts';

const instantSchema = z.iso.datetime({ offset: true });

const common = {
  caseId: caseIdSchema,
  /** Grows by one with every change; a caller names the one it read. */
  revision: z.int().min(1),
  /** How many decisions were recorded. */
  decisions: z.int().min(0),
  typology: typologyIdSchema,
  outcome: outcomeSchema.extract(['review', 'priority']),
  /** First clock: when the assessment first passed a gate. */
  raisedAt: instantSchema,
  /** The assessment's digest when the case was last brought up to date. */
  assessmentDigest: z.string(),
  /** False when the facts no longer pass a gate but a person has already worked on the case. */
  gateHolds: z.boolean(),
  /** Why somebody must look the same day: then it leads every queue. */
  sameDay: z.array(z.enum(sameDayReasons)).min(1).optional(),
  /** The decision that last recorded a call about it. */
  escalated: z.strictObject({ sequence: z.int().min(1), calledAt: instantSchema }).optional(),
  /** Agencies whose information records speak of somebody in it, first come first. */
  informedBy: z.array(recipientIdSchema).min(1).optional(),
  /** Where its facts happened: until it is submitted, whom it would go to follows from it. */
  whereabouts: whereaboutsSchema.optional(),
  /** What people decided about its evidence, roles and subjects, and still stands. */
  standing: standingDecisionsSchema.optional(),
};

/** Second and third clock: when a person took it up, and when she found the grounds reached. */
const claimed = { claimedBy: userIdSchema, openedAt: instantSchema };
const submitted = {
  ...claimed,
  author: userIdSchema,
  groundsReachedAt: instantSchema,
  disclosures: z.array(disclosureIdSchema).min(1),
  /** Of the disclosures, in their order. */
  recipients: z.array(recipientIdSchema).optional(),
  /** What the packages were built from: an approval is refused when it is no longer so. */
  submittedDigest: z.string(),
};

const openCaseSchema = z.strictObject({ ...common, status: z.literal('open') });
const claimedCaseSchema = z.strictObject({
  ...common,
  ...claimed,
  status: z.literal('claimed'),
});
const submittedCaseSchema = z.strictObject({
  ...common,
  ...submitted,
  status: z.literal('submitted'),
});
const approvedCaseSchema = z.strictObject({
  ...common,
  ...submitted,
  status: z.literal('approved'),
  approver: userIdSchema,
  approvedAt: instantSchema,
});
/** A decision not to disclose, recorded like a disclosure. */
const rejectedCaseSchema = z.strictObject({
  ...common,
  ...claimed,
  status: z.literal('rejected'),
  rejectedBy: userIdSchema,
  rejectedAt: instantSchema,
});
/** The facts changed before anybody worked on it, and no gate holds any more. */
const lapsedCaseSchema = z.strictObject({ ...common, status: z.literal('lapsed') });
/** Its subjects turned out to be linked to those of another case, or a person said they are one. */
const mergedCaseSchema = z.strictObject({
  ...common,
  status: z.literal('merged'),
  mergedInto: caseIdSchema,
  /** Set aside by a person: it stays so as long as its subjects are in the other case. */
  byHand: z.literal(true).optional(),
});

export const caseSchema = z
  .discriminatedUnion('status', [
    openCaseSchema,
    claimedCaseSchema,
    submittedCaseSchema,
    approvedCaseSchema,
    rejectedCaseSchema,
    lapsedCaseSchema,
    mergedCaseSchema,
  ])
  .meta({ id: 'Case' });
export type Case = z.infer<typeof caseSchema>;
/** In the order in which people ask for them. */
export const caseStatuses = caseSchema.options.map(({ shape }) => shape.status.value);
export type OpenCase = z.infer<typeof openCaseSchema>;
export type ClaimedCase = z.infer<typeof claimedCaseSchema>;
export type SubmittedCase = z.infer<typeof submittedCaseSchema>;
export type ApprovedCase = z.infer<typeof approvedCaseSchema>;
export type RejectedCase = z.infer<typeof rejectedCaseSchema>;
export type MergedCase = z.infer<typeof mergedCaseSchema>;

/** Any human act, append-only: who, when, why, and what it was about. */
export const decisionSchema = z
  .strictObject({
    caseId: caseIdSchema,
    /** 1, 2, 3… within the case. */
    sequence: z.int().min(1),
    kind: z.enum([
      'claim',
      'release',
      'note',
      'submit',
      'approve',
      'return',
      'reject',
      'receipt',
      ...caseWorkKinds,
      ...aftermathKinds,
    ]),
    actor: userIdSchema,
    at: instantSchema,
    reason: z.string().min(1).max(20_000),
    /** The revision of the case that was decided on; the decision made it one more. */
    revision: z.int().min(1),
    /** Digest of the Idempotency-Key that the decision came with. */
    requestKey: z.string().optional(),
    /** Digest of what else that request said, beside the reason and what is told here. */
    furtherDigest: z.string().optional(),
    ...aftermathDetails,
    ...decisionDetails,
    /** What was decided on. */
    assessmentDigest: z.string(),
    disclosures: z
      .array(
        z.strictObject({
          disclosureId: disclosureIdSchema,
          recipient: z.string(),
          legalBasis: z.string(),
          packageDigest: z.string(),
          /** Why this recipient: one reason for each. */
          reason: z.string(),
          /** Why a recipient that is no police service learns who the possible victims are. */
          victimsNamedBecause: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof decisionSchema>;
