import { DomainError, StaleWrite } from '../errors.ts';
import { atStore } from './awaited-upload.ts';
import type { BatchRecord, Upload } from './batch.ts';
import type { Batches } from './batches.ts';
import type { PartUploads } from './part-uploads.ts';
import { isOverdue, uploadDeadline } from './upload-deadline.ts';
import type { Uploads } from './uploads.ts';

export type Ports = {
  batches: Pick<Batches, 'get'>;
  uploads: Pick<Uploads, 'renew'>;
  parts: Pick<PartUploads, 'abort' | 'begin'>;
  now: () => string;
};

/**
 * Makes an awaited upload ready for its bytes: begins one in parts at the store, and gives one that
 * is overdue a new deadline and, since the store may drop its parts at any time, a new beginning.
 */
export async function readyUpload(ports: Ports, batch: BatchRecord): Promise<BatchRecord> {
  const { upload } = batch;
  if (batch.status !== 'awaiting-upload' || !upload) return batch;
  const overdue = isOverdue(batch, ports.now());
  const begun = !upload.inParts || upload.storeId !== undefined;
  if (begun && !overdue) return batch;
  const next = await begin(ports, batch, {
    ...upload,
    completing: false,
    uploadBy: overdue ? uploadDeadline(ports.now()) : upload.uploadBy,
  });
  try {
    await ports.uploads.renew(batch, upload, next);
    await forget(ports, batch, upload);
    return { ...batch, upload: next };
  } catch (cause) {
    if (!(cause instanceof StaleWrite)) throw cause;
  }
  // Somebody else made it ready at the same time: theirs stands.
  await forget(ports, batch, next);
  const standing = await ports.batches.get(batch);
  if (!standing) throw new DomainError('batch-not-found', batch.batchId);
  return readyUpload(ports, standing);
}

async function begin({ parts }: Ports, { source }: BatchRecord, next: Upload): Promise<Upload> {
  return next.inParts ? { ...next, storeId: await parts.begin(source) } : next;
}

async function forget({ parts }: Ports, batch: BatchRecord, upload: Upload): Promise<void> {
  const store = atStore({ batch, upload });
  if (store) await parts.abort(store);
}
