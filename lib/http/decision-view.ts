import * as z from 'zod';
import { decisionSchema } from '../cases/case.ts';
import { caseIdSchema, disclosureIdSchema, recipientIdSchema } from '../identifiers.ts';
import { translatedSchema } from '../translated.ts';

/** The answer to a decision; the same for every repetition of the request. */
export const decisionViewSchema = z
  .strictObject({
    caseId: caseIdSchema,
    kind: decisionSchema.shape.kind,
    sequence: z.int().min(1),
    revision: z
      .int()
      .min(1)
      .meta({ description: 'The revision that the decision gave to the case' }),
    at: z.iso.datetime({ offset: true }),
    disclosures: z.array(
      z.strictObject({
        disclosureId: disclosureIdSchema,
        recipient: recipientIdSchema,
        packageDigest: z.string(),
      }),
    ),
  })
  .meta({ id: 'DecisionTaken' });

/** A submission also tells which of the author's words should not leave in our name. */
export const submissionViewSchema = z
  .strictObject({
    ...decisionViewSchema.shape,
    warnings: z.array(z.strictObject({ word: z.string(), better: translatedSchema })),
  })
  .meta({ id: 'SubmissionTaken' });
