import * as z from 'zod';
import { roleSchema } from '../cases/assessment.ts';
import { dataRequestOutcomes, dataRequestSchema } from '../cases/decision-details.ts';
import { evidenceNameSchema } from '../cases/standing-decisions.ts';
import { secondTestBases } from '../disclosures/legal-basis.ts';
import { caseIdSchema, ledgerKeySchema, recipientIdSchema } from '../identifiers.ts';

/* What the routes for human decisions read from a body. */

const reason = z.string().trim().min(1).max(2000);
/** The revision of the case that the caller read. */
const revision = z.int().min(1);

export const claimBodySchema = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: 'ClaimOrRelease' });

export const noteBodySchema = z
  .strictObject({ text: z.string().trim().min(1).max(20_000) })
  .meta({ id: 'Note' });

export const submissionBodySchema = z
  .strictObject({
    revision,
    /** Why the legal test is met: facts, context, indicators. */
    grounds: z.string().trim().min(40).max(20_000),
    /** Instead of the recipients that the routing proposes, with a reason for each. */
    recipients: z
      .array(
        z.strictObject({
          id: recipientIdSchema,
          reason,
          language: z.enum(['en', 'fr']).optional(),
          /** Required for every recipient that is not a police service. */
          secondTest: z
            .strictObject({
              legalBasis: z.enum(secondTestBases),
              facts: z.string().trim().min(20).max(5000),
            })
            .optional(),
          /**
           * Why one that is no police service must learn who the possible victims are. Without it their
           * identifiers are withheld.
           */
          victimsNamedBecause: z.string().trim().min(20).max(2000).optional(),
        }),
      )
      .min(1)
      .max(20)
      .optional(),
  })
  .meta({ id: 'Submission' });

export const reviewBodySchema = z
  .strictObject({ revision, reason: z.string().trim().min(1).max(20_000) })
  .meta({ id: 'Review' });

/** A decision not to disclose, with the recipients that were considered. */
export const rejectionBodySchema = z
  .strictObject({
    ...reviewBodySchema.shape,
    /** One record for each; those of the submission where it is left out. */
    considered: z
      .array(
        z.strictObject({
          id: recipientIdSchema,
          /** Required for every recipient that is not a police service. */
          legalBasis: z.enum(secondTestBases).optional(),
          reason,
        }),
      )
      .min(1)
      .max(20)
      .optional(),
  })
  .meta({ id: 'Rejection' });

export const evidenceBodySchema = z
  .strictObject({ revision, evidence: z.array(evidenceNameSchema).min(1).max(100), reason })
  .meta({ id: 'EvidenceDecision' });

export const bondBodySchema = z
  .strictObject({ revision, other: caseIdSchema, reason })
  .meta({ id: 'OtherCase' });

export const splitBodySchema = z
  .strictObject({ revision, subjects: z.array(ledgerKeySchema).min(1).max(31), reason })
  .meta({ id: 'SplitOff' });

export const roleBodySchema = z
  .strictObject({ revision, subject: ledgerKeySchema, role: roleSchema, reason })
  .meta({ id: 'RoleDecision' });

export const dataRequestBodySchema = z
  .strictObject({
    entity: dataRequestSchema.shape.entity,
    missing: dataRequestSchema.shape.missing.max(60),
    /** The reports that lack them; all of the entity's in this case where it is left out. */
    references: dataRequestSchema.shape.references.default([]),
    reason,
  })
  .meta({ id: 'RequestForData' });

export const dataRequestClosingBodySchema = z
  .strictObject({ outcome: z.enum(dataRequestOutcomes), reason })
  .meta({ id: 'RequestForDataClosed' });

export const escalationBodySchema = z
  .strictObject({
    /** Who was called: a recipient of the routing table. */
    called: recipientIdSchema,
    calledAt: z.iso.datetime({ offset: true }),
    reason,
  })
  .meta({ id: 'Escalation' });

export const receiptBodySchema = z
  .strictObject({
    /** SHA-256 of the bytes received, lower-case hexadecimal. */
    receivedDigest: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'DeliveryReceipt' });
