import * as z from 'zod';
import { caseIdSchema } from '../identifiers.ts';
import { decisionSchema } from './case.ts';
import { dataRequestStates, type RequestedData } from './cases.ts';
import { dataRequestOutcomes, dataRequestSchema } from './decision-details.ts';

const { sequence, actor, at, reason } = decisionSchema.shape;

/** What was found missing, for whoever asks the reporting entities. */
export const dataRequestListSchema = z
  .strictObject({
    dataRequests: z.array(
      z.strictObject({
        /** All that may be passed on: which entity, which fields, in which of its reports. */
        ask: dataRequestSchema,
        state: z.enum(dataRequestStates),
        /** For our own eyes: the decision, and why. */
        ...{ caseId: caseIdSchema, sequence, actor, at, reason },
        /** The decision that closed it: what came of it, by whom and when. */
        closed: z
          .strictObject({ outcome: z.enum(dataRequestOutcomes), sequence, actor, at, reason })
          .optional(),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'DataRequestList' });

type Listed = z.infer<typeof dataRequestListSchema>['dataRequests'][number];

export function dataRequestOf({ request, closing }: RequestedData): Listed[] {
  const { dataRequest: ask } = request;
  if (!ask) return [];
  const closed = closing && closedOf(closing);
  const state = closed ? ('closed' as const) : ('open' as const);
  return [{ ask, state, caseId: request.caseId, ...actOf(request), ...(closed && { closed }) }];
}

const closedOf = (closing: NonNullable<RequestedData['closing']>): Listed['closed'] =>
  closing.dataRequestClosed && {
    outcome: closing.dataRequestClosed.outcome,
    ...actOf(closing),
  };

const actOf = ({
  sequence: number,
  actor: by,
  at: when,
  reason: why,
}: RequestedData['request']) => ({
  ...{ sequence: number, actor: by, at: when, reason: why },
});
