import { createHash } from 'node:crypto';
import { DomainError, StaleWrite } from '../errors.ts';
import type { BatchId } from '../identifiers.ts';
import { type BatchProblem, type BatchRecord, batchProblemCodes } from './batch.ts';
import type { Batches } from './batches.ts';
import { decompress } from './decompress.ts';
import type { Inbox } from './inbox.ts';
import { openBatch } from './read-batch.ts';
import { maxUploadBytes } from './request-upload.ts';

/** What an upload may unfold into. */
export const maxContentBytes = 8 * 1024 ** 3;

export type Ports = {
  batches: Pick<Batches, 'accept' | 'claimOfReference' | 'get' | 'refuse'>;
  inbox: Pick<Inbox, 'read'>;
  now: () => string;
  newId: () => BatchId;
};

/**
 * Reads an upload once from end to end before a single record of it is taken: a stream that breaks
 * off, or a header that is wrong, must leave nothing half done.
 *
 * @returns the batch as it then stands: accepted, rejected or failed, by whomever.
 */
export async function acceptUpload(ports: Ports, batch: BatchRecord): Promise<BatchRecord> {
  const { batches } = ports;
  try {
    return await batches.accept(batch, await readThrough(ports, batch));
  } catch (failure) {
    const problem = problemOf(failure);
    if (problem) await batches.refuse(batch, isDamage(problem) ? 'failed' : 'rejected', problem);
    else if (!(failure instanceof StaleWrite)) throw failure;
  }
  const standing = await batches.get(batch);
  if (!standing) throw new DomainError('batch-not-found', batch.batchId);
  // Its reference was taken in the meantime: read again, and it will be refused for that.
  return standing.status === 'awaiting-upload' ? acceptUpload(ports, standing) : standing;
}

async function readThrough({ batches, inbox, now, newId }: Ports, batch: BatchRecord) {
  const { entity, batchId, encoding, form, source, batchReference } = batch;
  const hash = createHash('sha256');
  const content = decompress(hashed(await inbox.read(source), hash), encoding, maxContentBytes);
  const expected = { entity, ...(batchReference !== undefined && { batchReference }) };
  const { header, records } = await openBatch(form, content, expected);
  let submitted = 0;
  for await (const _record of records) submitted += 1;
  if (submitted === 0) throw new DomainError('malformed-body', 'no reports');

  const digest = hash.digest('hex');
  const claim = await batches.claimOfReference(entity, header.batchReference);
  if (claim && claim.batchId !== batchId) {
    const code = claim.digest === digest ? 'batch-already-received' : 'batch-reference-reused';
    throw new DomainError(code, claim.batchId);
  }
  return {
    batchReference: header.batchReference,
    digest,
    submitted,
    receivedAt: now(),
    acceptedAs: newId(),
  };
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxUploadBytes) throw new DomainError('body-too-large', 'upload');
    hash.update(chunk);
    yield chunk;
  }
}

function problemOf(failure: unknown): BatchProblem | undefined {
  if (!(failure instanceof DomainError)) return undefined;
  const code = batchProblemCodes.find((known) => known === failure.code);
  return code && { code, detail: failure.message };
}

const isDamage = ({ code }: BatchProblem): boolean =>
  code === 'malformed-body' || code === 'body-too-large';
