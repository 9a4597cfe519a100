import * as z from 'zod';
import { ledgerKeySchema, recipientIdSchema } from '../identifiers.ts';
import {
  filedInformationSchema,
  recordIdSchema,
} from '../information-records/information-record.ts';
import { possibleMatchSchema, possibleVerdicts } from '../information-records/possible-match.ts';
import { cursorSchema } from './cursor.ts';

const reason = z.string().trim().min(1).max(2000);

export const informationBodySchema = filedInformationSchema;

/**
 * The same on a day: nobody was born after it.
 *
 * @param day ISO date.
 */
export const informationBodyOn = (day: string) =>
  filedInformationSchema.superRefine(({ persons }, context) => {
    for (const [place, { birthDate = '' }] of persons.entries()) {
      if (birthDate <= day) continue;
      const path = ['persons', place, 'birthDate'];
      context.addIssue({ code: 'custom', message: 'That day has not come', path });
    }
  });

export const informationListSchema = z.object({
  queryStringParameters: z
    .object({
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: cursorSchema(recordIdSchema).optional(),
    })
    .prefault({}),
});

export const recordPathSchema = z.object({ recordId: recordIdSchema });
/** What is no id of ours is answered as unknown. */
export const recordRequestSchema = z.object({
  pathParameters: z.object({ recordId: z.string().max(100) }),
});
export const withdrawalBodySchema = z.strictObject({ reason });

export const possibleListSchema = z.object({
  queryStringParameters: z
    .object({
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: cursorSchema(z.string().max(200)).optional(),
    })
    .prefault({}),
});

export const possiblePathSchema = z.object({
  subject: ledgerKeySchema,
  agency: recipientIdSchema,
  recordId: recordIdSchema,
});
export const possibleRequestSchema = z.object({
  pathParameters: z.object({
    subject: z.string().max(100),
    agency: z.string().max(100),
    recordId: z.string().max(100),
  }),
});
export const judgementBodySchema = z
  .strictObject({
    verdict: z.enum(possibleVerdicts),
    version: possibleMatchSchema.shape.version.meta({
      description: 'Of the match as it was read: what they have in common may have changed',
    }),
    reason,
  })
  .meta({ id: 'PossibleMatchJudgement' });
