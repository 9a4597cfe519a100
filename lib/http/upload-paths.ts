import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { batchIdSchema } from '../identifiers.ts';
import { batchViewSchema } from './batch-view.ts';
import { answer, guarded, problem } from './operation.ts';
import { partsRequestSchema } from './upload-requests.ts';
import { partPermitsSchema, uploadStatusSchema } from './upload-view.ts';

const roles = ['reporting-entity'] as const;
const tags = ['Batches'];
const requestParams = { path: z.object({ batchId: batchIdSchema }) };

/** The routes of an upload in parts; it is asked for at `POST /v1/uploads`. */
export const uploadPaths: ZodOpenApiPathsObject = {
  '/v1/uploads/{batchId}': {
    get: guarded(roles, {
      operationId: 'readUpload',
      tags,
      summary: 'See which parts of an upload have arrived',
      description:
        'All that is needed to go on with an upload from any machine. After `uploadBy` its status is `expired`: request it again with the same key, and it has a new deadline and begins anew.',
      requestParams,
      responses: {
        '200': answer('The upload and its parts', uploadStatusSchema),
        '404': problem('upload-not-found'),
      },
    }),
    delete: guarded(roles, {
      operationId: 'abortUpload',
      tags,
      summary: 'Give an upload in parts up',
      description:
        'Its parts are dropped and its batch ends as `failed`. Repeated, it has the effect of one.',
      requestParams,
      responses: {
        '200': answer('The batch, given up', batchViewSchema),
        '404': problem('upload-not-found'),
        '409': problem('upload-not-in-parts; upload-not-open once it is complete'),
      },
    }),
  },
  '/v1/uploads/{batchId}/parts': {
    post: guarded(roles, {
      operationId: 'permitParts',
      tags,
      summary: 'Ask leave to put parts of an upload',
      description:
        'PUT the bytes of each part to its `url` with exactly its `headers`, in any order; a part that is put again replaces what was there. Parts are numbered from 1, and each but the last holds `parts.partBytes` of the upload. Nothing is created, so no Idempotency-Key is needed.',
      requestParams,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: partsRequestSchema } },
      },
      responses: {
        '200': answer('Leave for each part', partPermitsSchema),
        '400': problem('malformed-body, invalid-request'),
        '404': problem('upload-not-found'),
        '409': problem('upload-not-in-parts, upload-not-open'),
        '410': problem('upload-expired'),
        '422': problem('part-unknown'),
      },
    }),
  },
  '/v1/uploads/{batchId}/complete': {
    post: guarded(roles, {
      operationId: 'completeUpload',
      tags,
      summary: 'Have the parts of an upload put together',
      description:
        'Once every part has arrived. Repeated, it is one completion, so no Idempotency-Key is needed. Then follow `links.self`.',
      requestParams,
      responses: {
        '202': answer('The batch, soon to be taken in', batchViewSchema),
        '404': problem('upload-not-found'),
        '409': problem('parts-missing, its detail naming their numbers; upload-not-in-parts'),
        '410': problem('upload-aborted, upload-expired'),
      },
    }),
  },
};
