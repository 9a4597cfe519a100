import { DomainError } from '../errors.ts';
import type { BatchRecord, Upload } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import type { StoreUpload } from './part-uploads.ts';
import { isOverdue } from './upload-deadline.ts';

export type UploadOfBatch = { batch: BatchRecord; upload: Upload };

/** @throws DomainError upload-not-found, also for an upload of somebody else. */
export async function findUpload(
  batches: Pick<Batches, 'get'>,
  ref: BatchRef,
): Promise<UploadOfBatch> {
  const batch = await batches.get(ref);
  if (!batch?.upload) throw new DomainError('upload-not-found', ref.batchId);
  return { batch, upload: batch.upload };
}

/** @throws DomainError upload-not-in-parts. */
export function demandParts({ batch, upload }: UploadOfBatch): void {
  if (!upload.inParts) throw new DomainError('upload-not-in-parts', batch.batchId);
}

/** How the store knows an upload in parts; undefined until it has begun there. */
export const atStore = ({ batch, upload }: UploadOfBatch): StoreUpload | undefined =>
  upload.storeId === undefined ? undefined : { name: batch.source, storeId: upload.storeId };

/**
 * An upload that takes further parts.
 *
 * @throws DomainError upload-not-found, upload-not-in-parts, upload-not-open, upload-expired.
 */
export async function openUpload(
  { batches, now }: { batches: Pick<Batches, 'get'>; now: () => string },
  ref: BatchRef,
): Promise<UploadOfBatch & { store: StoreUpload }> {
  const found = await findUpload(batches, ref);
  demandParts(found);
  const { batch, upload } = found;
  if (batch.status !== 'awaiting-upload' || upload.completing) {
    throw new DomainError('upload-not-open', batch.batchId);
  }
  const store = atStore(found);
  // One that has not begun was never granted: whoever asks for it again has it begin.
  if (isOverdue(batch, now()) || !store) throw new DomainError('upload-expired', batch.batchId);
  return { ...found, store };
}
