import * as z from 'zod';
import {
  batchIdSchema,
  caseIdSchema,
  disclosureIdSchema,
  entityNumberSchema,
  ledgerKeySchema,
  recipientIdSchema,
  userIdSchema,
} from '../lib/identifiers.ts';
import { recordIdSchema } from '../lib/information-records/information-record.ts';

/*
 * Every message that crosses one of our queues: names and keys only, never a person's data. Samples
 * of each stand in `events/samples/`.
 */

/** A batch was accepted and waits to be ingested. */
export const batchSubmittedSchema = z.strictObject({
  type: z.literal('batch-submitted'),
  entity: entityNumberSchema,
  batchId: batchIdSchema,
});

/** What a bucket tells when an upload arrived: the part of it that we read. */
export const uploadArrivedSchema = z.object({
  Records: z
    .array(
      z.object({
        eventSource: z.literal('aws:s3'),
        eventName: z.string(),
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          /** Percent-encoded, with + for a space. */
          object: z.object({ key: z.string(), size: z.number().optional() }),
        }),
      }),
    )
    .min(1),
});

/** What a bucket sends once when its notifications are set up. */
export const bucketTestSchema = z.object({ Event: z.literal('s3:TestEvent') });

/** Both kinds of message that the intake queue carries. */
export const intakeMessageSchema = z.union([
  batchSubmittedSchema,
  uploadArrivedSchema,
  bucketTestSchema,
]);
export type IntakeMessage = z.infer<typeof intakeMessageSchema>;

/** Ledgers changed: of subjects, and of the link keys they share. */
export const ledgersChangedSchema = z.strictObject({
  type: z.literal('ledgers-changed'),
  keys: z.array(ledgerKeySchema).min(1).max(500),
});
export type LedgersChanged = z.infer<typeof ledgersChangedSchema>;

/**
 * A subject was judged anew, or what links it changed: its case must be assembled again. Or whom an
 * employer pays changed: the subject is the employer's key then, and it must be assessed again.
 */
export const subjectEvaluatedSchema = z.strictObject({
  type: z.literal('subject-evaluated'),
  subject: ledgerKeySchema,
});
export type SubjectEvaluated = z.infer<typeof subjectEvaluatedSchema>;

/** A second person approved: the packages of this disclosure may leave. */
export const disclosureApprovedSchema = z.strictObject({
  type: z.literal('disclosure-approved'),
  disclosureId: disclosureIdSchema,
  /** How often it could not leave before. */
  afterTries: z.int().min(1).optional(),
});
export type DisclosureApproved = z.infer<typeof disclosureApprovedSchema>;

/** A human decision was recorded. */
export const decisionRecordedSchema = z.strictObject({
  type: z.literal('decision-recorded'),
  caseId: caseIdSchema,
  sequence: z.int().min(1),
});
export type DecisionRecorded = z.infer<typeof decisionRecordedSchema>;

/**
 * Somebody was shown personal data, or the audit log: whose, by id. Sent before the answer leaves; a
 * long list is told in several messages.
 */
export const personalDataReadSchema = z.strictObject({
  type: z.literal('personal-data-read'),
  id: z.string().min(1).max(160),
  at: z.iso.datetime({ offset: true }),
  actor: userIdSchema,
  roles: z.array(z.string().min(1).max(40)).min(1).max(10),
  /** "GET /v1/cases/{caseId}" */
  route: z.string().min(1).max(160),
  about: z.array(z.string().min(1).max(160)).max(300),
  requestId: z.string().min(1).max(160),
  /** HTTP status of the answer. */
  status: z.int().min(100).max(599),
});
export type PersonalDataRead = z.infer<typeof personalDataReadSchema>;

/** What was put on hold, was let go of, or was destroyed because its time had come: by ids and digests. */
export const retentionActedSchema = z.strictObject({
  type: z.literal('retention-acted'),
  id: z.string().min(1).max(160),
  at: z.iso.datetime({ offset: true }),
  actor: userIdSchema,
  act: z.enum(['hold', 'lift-hold', 'destroy']),
  about: z.array(z.string().min(1).max(160)).min(1).max(20),
  /** SHA-256 of what is kept of it, as canonical JSON. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RetentionActed = z.infer<typeof retentionActedSchema>;

/**
 * An agency filed an information record or took it back, or an analyst said whether somebody is whom it
 * names: by ids and digests.
 */
export const informationActedSchema = z.strictObject({
  type: z.literal('information-acted'),
  id: z.string().min(1).max(160),
  at: z.iso.datetime({ offset: true }),
  actor: userIdSchema,
  act: z.enum(['file', 'withdraw', 'confirm-match', 'dismiss-match']),
  about: z.array(z.string().min(1).max(160)).min(1).max(20),
  /** SHA-256 of the record or the decision, as canonical JSON. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type InformationActed = z.infer<typeof informationActedSchema>;

/** What the audit queue carries. */
export const auditMessageSchema = z.discriminatedUnion('type', [
  decisionRecordedSchema,
  personalDataReadSchema,
  retentionActedSchema,
  informationActedSchema,
]);
export type AuditMessage = z.infer<typeof auditMessageSchema>;

/** An agency filed an information record: it is to be matched, and watched for. */
export const informationFiledSchema = z.strictObject({
  type: z.literal('information-filed'),
  agency: recipientIdSchema,
  recordId: recordIdSchema,
});
export type InformationFiled = z.infer<typeof informationFiledSchema>;
