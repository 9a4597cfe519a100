import * as z from 'zod';
import { caseIdSchema } from '../identifiers.ts';
import { type Decision, decisionSchema } from './case.ts';
import { dataRequestSchema } from './decision-details.ts';

/** What was found missing, for whoever asks the reporting entities. */
export const dataRequestListSchema = z
  .strictObject({
    dataRequests: z.array(
      z.strictObject({
        /** All that may be passed on: which entity, which fields, in which of its reports. */
        ask: dataRequestSchema,
        /** For our own eyes: the decision, and why. */
        caseId: caseIdSchema,
        ...decisionSchema.pick({ sequence: true, actor: true, at: true, reason: true }).shape,
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'DataRequestList' });

type Listed = z.infer<typeof dataRequestListSchema>['dataRequests'][number];

export const dataRequestOf = ({
  dataRequest: ask,
  caseId,
  sequence,
  actor,
  at,
  reason,
}: Decision): Listed[] => (ask ? [{ ask, caseId, sequence, actor, at, reason }] : []);
