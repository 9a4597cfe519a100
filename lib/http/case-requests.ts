import * as z from 'zod';
import { outcomeSchema } from '../cases/assessment.ts';
import { caseStatuses } from '../cases/case.ts';
import { priorities, queueOrders } from '../cases/case-queue.ts';
import { dataRequestStates } from '../cases/cases.ts';
import { recipientIdSchema, userIdSchema } from '../identifiers.ts';
import { typologyIdSchema } from '../indicators/indicator.ts';
import { cursorSchema } from './cursor.ts';

const limit = z.coerce.number().int().min(1).max(100).default(25);

const casesQuerySchema = z.object({
  /** Of all statuses where it is left out, those that wait for somebody first. */
  status: z.enum(caseStatuses).optional(),
  priority: z.enum(priorities).optional(),
  typology: typologyIdSchema.optional(),
  /** Those submitted for this recipient, or proposed for it until they are. */
  recipient: recipientIdSchema.optional(),
  /** RFC 3339: those raised before. */
  olderThan: z.iso
    .datetime({ offset: true })
    .transform((at) => new Date(at).toISOString())
    .optional(),
  claimedBy: userIdSchema.optional(),
  sort: z.enum(queueOrders).default('pressing'),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});

const assessmentsQuerySchema = z.object({
  outcome: outcomeSchema.default('watch'),
  /** Instead: those that pass no gate although an agency has asked about somebody in them. */
  informed: z.literal('true').optional(),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});

const dataRequestsQuerySchema = z.object({
  /** Both where it is left out. */
  state: z.enum(dataRequestStates).optional(),
  limit,
  cursor: cursorSchema(z.string().max(200)).optional(),
});

const timelineQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(200),
  cursor: cursorSchema(z.int().min(0)).optional(),
});

const informationQuery = (place: z.ZodString) =>
  z.object({
    pathParameters: z.object({ caseId: z.string().max(100) }),
    queryStringParameters: z
      .object({
        limit: z.coerce.number().int().min(1).max(50).default(20),
        cursor: cursorSchema(place).optional(),
      })
      .prefault({}),
  });
export const caseInformationRequestSchema = informationQuery(z.string().regex(/^\d{1,9}$/));
export const casePossibleRequestSchema = informationQuery(z.string().max(300));

export const dataRequestsRequestSchema = z.object({
  queryStringParameters: dataRequestsQuerySchema.prefault({}),
});
export const timelineRequestSchema = z.object({
  pathParameters: z.object({ caseId: z.string().max(100) }),
  queryStringParameters: timelineQuerySchema.prefault({}),
});
export const casesRequestSchema = z.object({
  queryStringParameters: casesQuerySchema.prefault({}),
});
export const assessmentsRequestSchema = z.object({
  queryStringParameters: assessmentsQuerySchema.prefault({}),
});
