import { DomainError, StaleWrite } from '../errors.ts';
import type { BatchId } from '../identifiers.ts';
import { type BatchProblem, type BatchRecord, batchProblemCodes } from './batch.ts';
import type { Batches } from './batches.ts';
import { decompress } from './decompress.ts';
import type { Inbox } from './inbox.ts';
import { openBatch } from './read-batch.ts';
import { maxUploadBytes } from './request-upload.ts';
import { digesting, type SliceDigests, sliceBytesFor } from './slice-digests.ts';

/** What an upload may unfold into: read to its end in 15 minutes, that is 120 MB/s. */
export const maxContentBytes = 100 * 1024 ** 3;

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

/** What one reading of an upload came to; of what is wrong with it, the refusal. */
type Reading = {
  digest: string;
  slices: SliceDigests;
  content: { batchReference: string; submitted: number } | DomainError;
};

const readings = 3;

/**
 * One bit that flips on the way must not count as what was sent. A reading is believed when it comes to
 * the digest that the sender promised, or to that of another reading.
 */
async function readThrough({ batches, inbox, now, newId }: Ports, batch: BatchRecord) {
  const { digest, slices, content } = await believedReading(inbox, batch);
  const promised = batch.upload?.sha256 ?? digest;
  // Of one PUT the store has checked it; of parts it knows only the sum of each.
  if (digest !== promised) throw new DomainError('digest-mismatch', 'upload');
  if (content instanceof DomainError) throw content;

  const claim = await batches.claimOfReference(batch.entity, content.batchReference);
  if (claim && claim.batchId !== batch.batchId) {
    const code = claim.digest === digest ? 'batch-already-received' : 'batch-reference-reused';
    throw new DomainError(code, claim.batchId);
  }
  return { ...content, digest, slices, receivedAt: now(), acceptedAs: newId() };
}

async function believedReading(inbox: Ports['inbox'], batch: BatchRecord): Promise<Reading> {
  const seen = new Set([batch.upload?.sha256]);
  for (let reading = 1; reading <= readings; reading += 1) {
    const read = await readOnce(inbox, batch);
    if (seen.has(read.digest)) return read;
    seen.add(read.digest);
  }
  throw new Error('every reading of the upload differs');
}

async function readOnce(inbox: Ports['inbox'], batch: BatchRecord): Promise<Reading> {
  const { entity, encoding, form, source, batchReference, upload } = batch;
  const sent = limited(await inbox.read(source));
  const bytes = digesting(sent, sliceBytesFor(upload?.sizeBytes ?? 0));
  // Read on to the end whatever is found on the way: only the whole has a digest.
  const whole = bytes.chunks[Symbol.asyncIterator]();
  const handedOn = { [Symbol.asyncIterator]: () => ({ next: () => whole.next() }) };
  const expected = { entity, ...(batchReference !== undefined && { batchReference }) };
  const content = await contentOf(handedOn, { encoding, form, expected });
  for (let rest = await whole.next(); !rest.done; ) rest = await whole.next();
  return { ...bytes.done(), content };
}

async function contentOf(
  bytes: AsyncIterable<Uint8Array>,
  {
    encoding,
    form,
    expected,
  }: Pick<BatchRecord, 'encoding' | 'form'> & { expected: Parameters<typeof openBatch>[2] },
): Promise<Reading['content']> {
  try {
    const content = decompress(bytes, encoding, maxContentBytes);
    const { header, records } = await openBatch(form, content, expected);
    let submitted = 0;
    for await (const _record of records) submitted += 1;
    if (submitted === 0) return new DomainError('malformed-body', 'no reports');
    return { batchReference: header.batchReference, submitted };
  } catch (failure) {
    if (failure instanceof DomainError) return failure;
    throw failure;
  }
}

async function* limited(chunks: AsyncIterable<Uint8Array>) {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxUploadBytes) throw new DomainError('body-too-large', 'upload');
    yield chunk;
  }
}

function problemOf(failure: unknown): BatchProblem | undefined {
  if (!(failure instanceof DomainError)) return undefined;
  const code = batchProblemCodes.find((known) => known === failure.code);
  return code && { code, detail: failure.message };
}

const isDamage = ({ code }: BatchProblem): boolean =>
  code === 'malformed-body' ||
  code === 'body-too-large' ||
  code === 'expands-too-much' ||
  code === 'digest-mismatch';
