import { DomainError, StaleWrite } from '../errors.ts';
import { atStore, demandParts, findUpload, type UploadOfBatch } from './awaited-upload.ts';
import type { BatchRecord } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import { type ArrivedPart, type PartUploads, partSize, partsOf } from './part-uploads.ts';
import type { Uploads } from './uploads.ts';

export type Ports = {
  batches: Pick<Batches, 'get'>;
  uploads: Pick<Uploads, 'markCompleting'>;
  parts: Pick<PartUploads, 'arrived' | 'complete'>;
};

const attempts = 5;

/**
 * Has the parts of an upload put together; the bucket then tells the intake of the whole. Asked any
 * number of times, also at once, it is one completion. It may come after the deadline: whatever is
 * still there is taken.
 *
 * @returns the batch as it then stands.
 * @throws DomainError parts-missing, naming them; upload-not-found; upload-not-in-parts;
 *   upload-aborted; upload-expired when the store has dropped the parts.
 */
export async function completeUpload(ports: Ports, ref: BatchRef): Promise<BatchRecord> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await findUpload(ports.batches, ref);
    demandParts(found);
    const ended = endOf(found);
    if (ended) return ended;
    const end = await tryToComplete(ports, found);
    if (end !== 'again') return end;
    if (attempt === attempts) throw new StaleWrite(ref.batchId);
  }
}

function endOf({ batch }: UploadOfBatch): BatchRecord | undefined {
  if (batch.status === 'awaiting-upload') return undefined;
  if (batch.problem?.code === 'upload-aborted') {
    throw new DomainError('upload-aborted', batch.batchId);
  }
  return batch;
}

async function tryToComplete(ports: Ports, found: UploadOfBatch): Promise<BatchRecord | 'again'> {
  const { batch, upload } = found;
  const store = atStore(found);
  const arrived = store && (await ports.parts.arrived(store));
  if (!store || !arrived) return whenGone(ports, found);
  demandAll(arrived, upload.sizeBytes);
  try {
    await ports.uploads.markCompleting(batch);
  } catch (cause) {
    if (cause instanceof StaleWrite) return 'again';
    throw cause;
  }
  const end = await ports.parts.complete(store, arrived);
  return end === 'changed' ? 'again' : batch;
}

/** Whoever marks an upload as completing may have completed it since it was read here. */
async function whenGone({ batches }: Ports, { batch }: UploadOfBatch): Promise<BatchRecord> {
  const standing = await findUpload(batches, batch);
  if (!standing.upload.completing) throw new DomainError('upload-expired', batch.batchId);
  return standing.batch;
}

function demandAll(arrived: readonly ArrivedPart[], sizeBytes: number): void {
  const there = new Set(
    arrived
      .filter((part) => part.sizeBytes === partSize(sizeBytes, part.partNumber))
      .map(({ partNumber }) => partNumber),
  );
  const all = Array.from({ length: partsOf(sizeBytes) }, (_, at) => at + 1);
  const missing = all.filter((partNumber) => !there.has(partNumber));
  if (missing.length > 0) throw new DomainError('parts-missing', inRanges(missing));
}

/** "1, 3-5": thousands of numbers in a row stay short. */
function inRanges(ascending: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of ascending) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(', ');
}
