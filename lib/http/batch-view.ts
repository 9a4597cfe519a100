import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { batchIdSchema } from '../identifiers.ts';
import {
  type BatchRecord,
  batchReferenceSchema,
  batchStatuses,
  countsSchema,
  isStalled,
} from '../reports/batch.ts';
import { toProblem } from './problem.ts';

export const linksSchema = z.strictObject({ self: z.string(), receipts: z.string() });

/** A batch as its sender sees it. */
export const batchViewSchema = z
  .strictObject({
    batchId: batchIdSchema,
    batchReference: batchReferenceSchema.optional(),
    status: z.enum(batchStatuses),
    createdAt: z.iso.datetime(),
    /** Until when an upload is awaited. */
    uploadBy: z.iso.datetime().optional(),
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

export const batchLinks = (batchId: string) => {
  const self = `/v1/batches/${batchId}`;
  return { self, receipts: `${self}/receipts` };
};

export function batchView(batch: BatchRecord): BatchView {
  const { batchId, batchReference, status, createdAt, upload, receivedAt, problem } = batch;
  return {
    batchId,
    ...(batchReference !== undefined && { batchReference }),
    status: isStalled(batch) ? 'stalled' : status,
    createdAt,
    ...(upload && { uploadBy: upload.uploadBy }),
    ...(receivedAt !== undefined && { receivedAt }),
    counts: {
      submitted: batch.submitted,
      pending: batch.submitted - batch.done,
      ...batch.counts,
    },
    ...(problem && { problem: problemView(problem) }),
    links: batchLinks(batchId),
  };
}

function problemView({ code, detail }: NonNullable<BatchRecord['problem']>) {
  const { type, title } = toProblem(new DomainError(code, detail));
  return { type, title, detail };
}
