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

/** What in a text should not leave without a thought. */
export const narrativeWarningSchema = z
  .strictObject({
    kind: z.enum(['ip-address', 'device-identifier', 'score', 'rule-number', 'staff']),
    where: z.string().meta({
      description: '"grounds", "second-test", or the label of the report whose text it is',
    }),
    text: z.string().meta({ description: 'What was found' }),
  })
  .meta({ id: 'NarrativeWarning' });

/**
 * A submission also tells which of the author's words should not leave in our name, and what stands in
 * the texts of its packages that is not designated information by itself.
 */
export const submissionViewSchema = z
  .strictObject({
    ...decisionViewSchema.shape,
    warnings: z.array(z.strictObject({ word: z.string(), better: translatedSchema })),
    narrativeWarnings: z
      .array(narrativeWarningSchema)
      .optional()
      .meta({ description: 'Of an amendment: read its disclosure' }),
  })
  .meta({ id: 'SubmissionTaken' });
