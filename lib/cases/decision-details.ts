import * as z from 'zod';
import {
  caseIdSchema,
  entityNumberSchema,
  ledgerKeySchema,
  recipientIdSchema,
} from '../identifiers.ts';
import { notEvaluableSchema } from '../indicators/match.ts';
import { roleSchema } from './assessment.ts';
import { evidenceNameSchema, mergeSchema, splitSchema } from './standing-decisions.ts';

/** What people do with a case beside claiming it and deciding on its disclosure. */
export const caseWorkKinds = [
  'exclude',
  'include',
  'merge',
  'unmerge',
  'split',
  'unsplit',
  'set-role',
  'request-data',
  'close-data-request',
  'escalate',
] as const;

const instantSchema = z.iso.datetime({ offset: true });

/** One decision not to disclose: to whom, and the legal test that was considered. */
const notDisclosedSchema = z.strictObject({
  /** Absent where nobody in particular was considered. */
  recipient: recipientIdSchema.optional(),
  /** The paragraph of the Act: "55(3)(a)". */
  legalBasis: z.string(),
  /** Why the test is not met for this recipient. */
  reason: z.string().min(1).max(20_000),
});
export type NotDisclosed = z.infer<typeof notDisclosedSchema>;

/** Data that a reporting entity should have sent: words of what is missing, nothing about matches. */
export const dataRequestSchema = z.strictObject({
  entity: entityNumberSchema,
  /** The kinds of fields and records that are missing. */
  missing: z.array(notEvaluableSchema.shape.missing.element).min(1),
  /** The reports of that entity that lack them, by reference; none where all of them do. */
  references: z.array(z.string().min(1).max(100)).max(100),
});
export type DataRequest = z.infer<typeof dataRequestSchema>;

/** What came of asking for data. */
export const dataRequestOutcomes = [
  'answered',
  'partly-answered',
  /** The entity does not have it, or may not give it. */
  'not-available',
  /** Nobody asks any more. */
  'withdrawn',
] as const;
const dataRequestClosedSchema = z.strictObject({
  /** The decision by which the data was asked for. */
  request: z.int().min(1),
  outcome: z.enum(dataRequestOutcomes),
});

/** Somebody was called, at once and beside any package: whom and when, nothing personal. */
const escalationSchema = z.strictObject({
  called: recipientIdSchema,
  calledAt: instantSchema,
});

/** What a decision of some kinds is about, each under the name of what it is. */
export const decisionDetails = {
  /** Of exclude and include. */
  evidence: z.array(evidenceNameSchema).min(1).optional(),
  /** Of merge and unmerge; on both cases. */
  merge: mergeSchema.optional(),
  /** Of split and unsplit; on both cases. */
  split: splitSchema.optional(),
  /** Of set-role. */
  role: z
    .strictObject({ subject: ledgerKeySchema, was: roleSchema, became: roleSchema })
    .optional(),
  /** Of request-data. */
  dataRequest: dataRequestSchema.optional(),
  /** Of close-data-request. */
  dataRequestClosed: dataRequestClosedSchema.optional(),
  /** Of escalate. */
  escalation: escalationSchema.optional(),
  /** Of reject: one record for each recipient considered. */
  notDisclosed: z.array(notDisclosedSchema).min(1).optional(),
  /** The case that the decision was taken on, where it is another than this. */
  takenOn: z.strictObject({ caseId: caseIdSchema, sequence: z.int().min(1) }).optional(),
};

export type DecisionDetails = {
  [Name in keyof typeof decisionDetails]?: z.infer<(typeof decisionDetails)[Name]>;
};
