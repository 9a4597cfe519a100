import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { batchIdSchema } from '../identifiers.ts';
import { batchHeaderSchema, batchSchema } from '../reports/report.ts';
import { uploadRequestSchema } from '../reports/request-upload.ts';
import { receiptFormats } from './batch-requests.ts';
import { batchViewSchema } from './batch-view.ts';
import { answer, guarded, idempotencyHeader, problem } from './operation.ts';
import { receiptViewSchema } from './receipt-view.ts';
import { requestedUploadSchema } from './upload-view.ts';

const roles = ['reporting-entity'] as const;
const tags = ['Batches'];
const path = z.object({ batchId: batchIdSchema });
const cursor = z.string().optional().meta({ description: '`next` of the page before' });
const next = z.string().optional().meta({ description: 'Absent on the last page' });

const ndjson = z.string().meta({
  description:
    'The first line is a BatchHeader, each further line a Report. A line holds at most 1 MiB.',
});
const csv = z.string().meta({
  description:
    'A table by the published column map of docs/csv.md: rows with the same reference, next to each other, are one report.',
});
const receiptPage = z.strictObject({ receipts: z.array(receiptViewSchema), next });
const batchPage = z.strictObject({ batches: z.array(batchViewSchema), next });

const tooMuch = {
  ...problem('too-many-requests: more than the limits of the entity allow; nothing was written'),
  headers: z.object({
    'retry-after': z.string().meta({ description: 'In how many whole seconds to ask again' }),
    'request-id': z.string(),
  }),
};

/** The routes of reporting entities. */
export const batchPaths: ZodOpenApiPathsObject = {
  '/v1/batches': {
    post: guarded(roles, {
      operationId: 'submitBatch',
      tags,
      summary: 'Submit a small batch',
      description:
        'Up to 4 MiB, and up to 32 MiB unpacked; larger batches are uploads. Once 202 is answered the batch is durable. The same bytes under the same batch reference, sent any number of times, are one batch.',
      requestParams: {
        header: idempotencyHeader.extend({
          'content-encoding': z.enum(['gzip', 'zstd']).optional(),
        }),
      },
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: batchSchema },
          'application/x-ndjson': { schema: ndjson },
          'text/csv': { schema: csv },
        },
      },
      responses: {
        '202': {
          ...answer('Accepted, and durable', batchViewSchema),
          headers: z.object({ location: z.string(), 'request-id': z.string() }),
        },
        '400': problem(
          'malformed-body, invalid-batch-header, idempotency-key-missing, idempotency-key-invalid',
        ),
        '409': problem('batch-reference-reused'),
        '413': problem('body-too-large'),
        '415': problem('unsupported-media-type'),
        '422': problem('idempotency-key-reused'),
        '429': tooMuch,
      },
    }),
    get: guarded(roles, {
      operationId: 'listBatches',
      tags,
      summary: 'List your batches, the newest first',
      requestParams: { query: z.object({ limit: z.int().min(1).max(100).default(25), cursor }) },
      responses: { '200': answer('A page of batches', batchPage) },
    }),
  },
  '/v1/batches/{batchId}': {
    get: guarded(roles, {
      operationId: 'readBatch',
      tags,
      summary: 'See what became of a batch',
      requestParams: { path },
      responses: {
        '200': answer('The batch; its counts add up', batchViewSchema),
        '404': problem('batch-not-found'),
      },
    }),
  },
  '/v1/batches/{batchId}/receipts': {
    get: guarded(roles, {
      operationId: 'readReceipts',
      tags,
      summary: 'Read the receipt of each record',
      description:
        'As JSON, NDJSON or CSV, by `format` or Accept. `Link` leads to the next page; pages of NDJSON or CSV make one file when put one after the other. Receipts tell nothing of what was found about anybody.',
      requestParams: {
        path,
        query: z.object({
          limit: z.int().min(1).max(1000).default(200),
          cursor,
          format: z.enum(receiptFormats).optional(),
          header: z.enum(['true', 'false']).optional().meta({
            description:
              'Whether CSV begins with the names of its columns; only the first page does',
          }),
        }),
      },
      responses: {
        '200': {
          description: 'A page of receipts, in the order of the records',
          headers: z.object({
            'content-disposition': z.string(),
            link: z.string().optional(),
            'request-id': z.string(),
          }),
          content: {
            'application/json': { schema: receiptPage },
            'application/x-ndjson': { schema: z.string() },
            'text/csv': { schema: z.string() },
          },
        },
        '404': problem('batch-not-found'),
      },
    }),
  },
  '/v1/uploads': {
    post: guarded(roles, {
      operationId: 'requestUpload',
      tags,
      summary: 'Ask leave to upload a batch of any length',
      description:
        'Up to 50 GiB, and up to 100 GiB unpacked. PUT the bytes to `url` with exactly the `headers`, once, before `expiresAt`; then follow `links.self`. With `parts`, and always beyond 1 GiB, the answer is an UploadStatus instead, and the bytes come in parts: ask leave for each at `/v1/uploads/{batchId}/parts`, then complete the upload. Asked again with the same key it is the same upload; one that is overdue gets a new deadline. The content is NDJSON or CSV.',
      requestParams: { header: idempotencyHeader },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: uploadRequestSchema } },
      },
      responses: {
        '201': answer('Leave to upload', requestedUploadSchema),
        '400': problem(
          'malformed-body, invalid-request, idempotency-key-missing, idempotency-key-invalid',
        ),
        '422': problem('idempotency-key-reused'),
        '429': tooMuch,
      },
    }),
  },
};

/** Described although no operation names it: it is the first line of NDJSON. */
export const batchSchemas = { BatchHeader: batchHeaderSchema };
