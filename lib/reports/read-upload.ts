import { atStore, findUpload } from './awaited-upload.ts';
import type { BatchRecord, Upload } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import type { ArrivedPart, PartUploads } from './part-uploads.ts';
import { asOf } from './upload-deadline.ts';

export type Ports = {
  batches: Pick<Batches, 'get'>;
  parts: Pick<PartUploads, 'arrived'>;
  now: () => string;
};

export type UploadProgress = { batch: BatchRecord; upload: Upload; arrived?: ArrivedPart[] };

/**
 * How far an upload has come. Which parts have arrived is told while it takes further ones, and all
 * that is needed to go on with it from any machine.
 *
 * @throws DomainError upload-not-found, also for an upload of somebody else.
 */
export async function readUpload(
  { batches, parts, now }: Ports,
  ref: BatchRef,
): Promise<UploadProgress> {
  const found = await findUpload(batches, ref);
  const batch = asOf(found.batch, now());
  const { upload } = found;
  const store = atStore(found);
  if (batch.status !== 'awaiting-upload' || upload.completing || !store) return { batch, upload };
  return { batch, upload, arrived: (await parts.arrived(store)) ?? [] };
}
