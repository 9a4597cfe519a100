import * as z from 'zod';
import { roleSchema } from '../cases/assessment.ts';
import {
  comparedIdentifierSchema,
  comparedIdentifiers,
} from '../information-records/compared-identifiers.ts';
import {
  type InformationRecord,
  informationRecordSchema,
} from '../information-records/information-record.ts';
import type { ListedMatch } from '../information-records/list-possible-matches.ts';
import {
  possibleDecisionSchema,
  possibleMatchSchema,
} from '../information-records/possible-match.ts';
import { partyDetailsSchema } from '../ledger/contribution.ts';

/**
 * The answer to a record: that it is kept, and what is done with each of its identifiers. It follows from
 * the record alone, whatever we know.
 */
export const informationAcceptedSchema = z
  .strictObject({
    recordId: informationRecordSchema.shape.recordId,
    identifiers: z.array(comparedIdentifierSchema),
  })
  .meta({ id: 'InformationAccepted' });

export const informationAccepted = (
  record: InformationRecord,
): z.infer<typeof informationAcceptedSchema> => ({
  recordId: record.recordId,
  identifiers: comparedIdentifiers(record),
});

/** What an agency sees of a record of its own. */
export const informationSummarySchema = informationRecordSchema
  .pick({ recordId: true, fileNumber: true, receivedAt: true })
  .extend({
    withdrawnAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When your agency took it back' }),
  })
  .meta({ id: 'InformationSummary' });

export const informationSummary = ({
  recordId,
  fileNumber,
  receivedAt,
  withdrawn,
}: InformationRecord): z.infer<typeof informationSummarySchema> => ({
  recordId,
  fileNumber,
  receivedAt,
  ...(withdrawn && { withdrawnAt: withdrawn.at }),
});

/** A possible match as analysts see it where it waits for them. */
export const listedMatchSchema = z
  .strictObject({
    match: possibleMatchSchema,
    record: informationRecordSchema,
    subject: z
      .strictObject({
        role: roleSchema.optional().meta({
          description:
            'What is supposed of her: who is `exploited-like` is a possible victim, whatever the agency looks for her for',
        }),
        name: z.string().optional(),
        ...partyDetailsSchema.pick({ birthDate: true, city: true, province: true }).shape,
      })
      .meta({ description: 'Who may be meant, by what reports tell' }),
    links: z.strictObject({ case: z.string(), judge: z.string() }),
  })
  .meta({ id: 'ListedPossibleMatch' });

export const listedMatch = (listed: ListedMatch): z.infer<typeof listedMatchSchema> => {
  const { subject, agency, recordId, caseId } = listed.match;
  return {
    ...listed,
    links: {
      case: `/v1/cases/${caseId}`,
      judge: `/v1/possible-matches/${subject}/${agency}/${recordId}`,
    },
  };
};

export const possibleDecisionViewSchema = possibleDecisionSchema.meta({
  id: 'PossibleMatchDecision',
});
