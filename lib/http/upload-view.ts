import * as z from 'zod';
import { batchIdSchema } from '../identifiers.ts';
import { batchStatuses } from '../reports/batch.ts';
import { type PartPermit, partBytes, partsOf } from '../reports/part-uploads.ts';
import type { UploadProgress } from '../reports/read-upload.ts';
import type { RequestedUpload } from '../reports/request-upload.ts';
import { batchLinks, batchView, linksSchema } from './batch-view.ts';

const permitShape = {
  method: z.literal('PUT'),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
};

/** Leave to put the bytes of a batch: once, with exactly these headers. */
const putViewSchema = z
  .strictObject({
    batchId: batchIdSchema,
    ...permitShape,
    uploadBy: z.iso.datetime(),
    links: linksSchema,
  })
  .meta({ id: 'UploadPermit' });

const arrivedPartSchema = z.strictObject({
  partNumber: z.int().min(1),
  sizeBytes: z.int().min(1),
  sha256: z.string(),
});

/** An upload that comes in parts, and how far it is. */
export const uploadStatusSchema = z
  .strictObject({
    batchId: batchIdSchema,
    status: z.enum(batchStatuses),
    sizeBytes: z.int().min(1),
    uploadBy: z.iso.datetime(),
    /** Absent when it is one PUT. Every part but the last holds `partBytes`. */
    parts: z.strictObject({ count: z.int().min(1), partBytes: z.int().min(1) }).optional(),
    /** Absent once it takes no further parts. */
    arrived: z.array(arrivedPartSchema).optional(),
    links: linksSchema.extend({ upload: z.string() }),
  })
  .meta({ id: 'UploadStatus' });
export type UploadStatusView = z.infer<typeof uploadStatusSchema>;

export const requestedUploadSchema = z.union([putViewSchema, uploadStatusSchema]);
export type RequestedUploadView = z.infer<typeof requestedUploadSchema>;

export const partPermitsSchema = z
  .strictObject({
    parts: z.array(z.strictObject({ partNumber: z.int().min(1), ...permitShape })),
  })
  .meta({ id: 'PartPermits' });

export function requestedUploadView({ batch, permit }: RequestedUpload): RequestedUploadView {
  const { batchId, upload } = batch;
  if (!upload) throw new Error('an upload that is none');
  if (!permit) return uploadStatusView({ batch, upload });
  return {
    batchId,
    method: 'PUT',
    ...permit,
    uploadBy: upload.uploadBy,
    links: batchLinks(batchId),
  };
}

export function uploadStatusView({ batch, upload, arrived }: UploadProgress): UploadStatusView {
  const { batchId, status } = batchView(batch);
  const { sizeBytes, uploadBy, inParts } = upload;
  return {
    batchId,
    status,
    sizeBytes,
    uploadBy,
    ...(inParts && { parts: { count: partsOf(sizeBytes), partBytes } }),
    ...(arrived && {
      arrived: arrived.map(({ etag: _, ...part }) => part),
    }),
    links: { ...batchLinks(batchId), upload: `/v1/uploads/${batchId}` },
  };
}

export const partPermitsView = (permits: readonly PartPermit[]) => ({
  parts: permits.map((permit) => ({ ...permit, method: 'PUT' as const })),
});
