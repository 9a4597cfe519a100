import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { batchIdSchema } from '../identifiers.ts';
import {
  type BatchRecord,
  batchReferenceSchema,
  batchStatuses,
  countsSchema,
} from '../reports/batch.ts';
import type { RequestedUpload } from '../reports/request-upload.ts';
import { toProblem } from './problem.ts';

const linksSchema = z.strictObject({ self: z.string(), receipts: z.string() });

/** A batch as its sender sees it. */
export const batchViewSchema = z
  .strictObject({
    batchId: batchIdSchema,
    batchReference: batchReferenceSchema.optional(),
    status: z.enum(batchStatuses),
    createdAt: z.iso.datetime(),
    receivedAt: z.iso.datetime().optional(),
    /** `submitted` is the sum of all others. */
    counts: z.strictObject({
      submitted: z.int().min(0),
      pending: z.int().min(0),
      ...countsSchema.shape,
    }),
    /** Why the whole batch was turned away. */
    problem: z.strictObject({ type: z.string(), title: z.string(), detail: z.string() }).optional(),
    links: linksSchema,
  })
  .meta({ id: 'BatchStatus' });
export type BatchView = z.infer<typeof batchViewSchema>;

/** Leave to put the bytes of a batch: once, with exactly these headers. */
export const uploadViewSchema = z
  .strictObject({
    batchId: batchIdSchema,
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
    links: linksSchema,
  })
  .meta({ id: 'UploadPermit' });
export type UploadView = z.infer<typeof uploadViewSchema>;

export function uploadView({ batch, permit }: RequestedUpload): UploadView {
  const { batchId, links } = batchView(batch);
  return { batchId, method: 'PUT', ...permit, links };
}

export function batchView(batch: BatchRecord): BatchView {
  const { batchId, batchReference, status, createdAt, receivedAt, problem } = batch;
  const self = `/v1/batches/${batchId}`;
  return {
    batchId,
    ...(batchReference !== undefined && { batchReference }),
    status,
    createdAt,
    ...(receivedAt !== undefined && { receivedAt }),
    counts: {
      submitted: batch.submitted,
      pending: batch.submitted - batch.done,
      ...batch.counts,
    },
    ...(problem && { problem: problemView(problem) }),
    links: { self, receipts: `${self}/receipts` },
  };
}

function problemView({ code, detail }: NonNullable<BatchRecord['problem']>) {
  const { type, title } = toProblem(new DomainError(code, detail));
  return { type, title, detail };
}
