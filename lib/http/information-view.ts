import * as z from 'zod';
import {
  type InformationRecord,
  informationRecordSchema,
} from '../information-records/information-record.ts';

/** The answer to a record: that it is kept, and nothing else, whatever we know. */
export const informationAcceptedSchema = z
  .strictObject({ recordId: informationRecordSchema.shape.recordId })
  .meta({ id: 'InformationAccepted' });

/** What an agency sees of a record of its own. */
export const informationSummarySchema = informationRecordSchema
  .pick({ recordId: true, fileNumber: true, receivedAt: true })
  .meta({ id: 'InformationSummary' });

export const informationSummary = ({
  recordId,
  fileNumber,
  receivedAt,
}: InformationRecord): z.infer<typeof informationSummarySchema> => ({
  recordId,
  fileNumber,
  receivedAt,
});
