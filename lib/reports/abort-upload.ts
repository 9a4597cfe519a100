import { DomainError, StaleWrite } from '../errors.ts';
import { atStore, demandParts, findUpload } from './awaited-upload.ts';
import type { BatchProblem, BatchRecord } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import type { PartUploads } from './part-uploads.ts';
import type { Uploads } from './uploads.ts';

export type Ports = {
  batches: Pick<Batches, 'get'>;
  uploads: Pick<Uploads, 'abort'>;
  parts: Pick<PartUploads, 'abort'>;
};

/**
 * Gives an upload in parts up: its batch ends as failed, and its parts are dropped. Asked again, it
 * is given up once.
 *
 * @throws DomainError upload-not-found; upload-not-in-parts; upload-not-open when it is complete, or
 *   ended otherwise.
 */
export async function abortUpload(ports: Ports, ref: BatchRef): Promise<BatchRecord> {
  const found = await findUpload(ports.batches, ref);
  demandParts(found);
  const batch = await end(ports, found.batch);
  // Also when it was given up before: an earlier try may have got no further than that.
  const store = atStore(found);
  if (store) await ports.parts.abort(store);
  return batch;
}

async function end({ uploads }: Ports, batch: BatchRecord): Promise<BatchRecord> {
  if (batch.problem?.code === 'upload-aborted') return batch;
  const problem: BatchProblem = { code: 'upload-aborted', detail: 'given up by its sender' };
  try {
    await uploads.abort(batch, problem);
  } catch (cause) {
    if (!(cause instanceof StaleWrite)) throw cause;
    throw new DomainError('upload-not-open', batch.batchId, { cause });
  }
  return { ...batch, status: 'failed', problem };
}
