import * as z from 'zod';
import { batchIdSchema } from '../identifiers.ts';
import { cursorSchema } from './cursor.ts';

/*
 * What the routes about batches read from a request. A batch id that is not one of ours is answered
 * as unknown, like one of somebody else.
 */

const limit = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual);

export const receiptFormats = ['json', 'ndjson', 'csv'] as const;
export type ReceiptFormat = (typeof receiptFormats)[number];

const listQuerySchema = z.object({
  limit: limit(100, 25),
  cursor: cursorSchema(z.strictObject({ batchId: batchIdSchema })).optional(),
});

const receiptsQuerySchema = z.object({
  limit: limit(1000, 200),
  cursor: cursorSchema(z.strictObject({ first: z.int().min(0), skip: z.int().min(0) })).optional(),
  format: z.enum(receiptFormats).optional(),
  /** Whether CSV begins with the names of its columns: by itself only the first page does. */
  header: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});

const pathSchema = z.object({ batchId: z.string().max(100) });

export const listRequestSchema = z.object({
  queryStringParameters: listQuerySchema.prefault({}),
});
export const statusRequestSchema = z.object({ pathParameters: pathSchema });
export const receiptsRequestSchema = z.object({
  pathParameters: pathSchema,
  queryStringParameters: receiptsQuerySchema.prefault({}),
  headers: z.object({ accept: z.string().optional() }),
});
