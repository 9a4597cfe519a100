import { DomainError, StaleWrite } from '../errors.ts';
import { type BatchId, digest, type EntityNumber } from '../identifiers.ts';
import { type Allowances, isHeldBack } from './allowances.ts';
import { type BatchForm, type BatchRecord, noCounts } from './batch.ts';
import type { Announcements, Batches, Claim } from './batches.ts';
import { type ContentEncoding, decompress } from './decompress.ts';
import type { Inbox } from './inbox.ts';
import { openBatch } from './read-batch.ts';

/** A body larger than this is sent as an upload. */
const maxInlineBytes = 4 * 1024 * 1024;
const maxInlineContentBytes = 32 * 1024 * 1024;

export type Ports = {
  batches: Pick<Batches, 'claimKey' | 'claimOfKey' | 'claimOfReference' | 'get' | 'register'>;
  allowances: Allowances;
  announcements: Announcements;
  inbox: Pick<Inbox, 'keep'>;
  /** RFC 3339 UTC. */
  now: () => string;
  newId: () => BatchId;
};

export type Submission = {
  entity: EntityNumber;
  idempotencyKey: string;
  body: Uint8Array;
  form: BatchForm;
  encoding: ContentEncoding;
};

/**
 * Takes a small batch: once this returns, the batch is durable and will be ingested. Sent again, by
 * the same key or under the same batch reference, the same bytes name the same batch.
 *
 * @throws DomainError body-too-large; malformed-body, invalid-batch-header and entity-mismatch,
 *   with nothing written; idempotency-key-reused and batch-reference-reused for other bytes;
 *   too-many-requests, with nothing written, and never for a batch that was taken before.
 */
export async function submitBatch(ports: Ports, submission: Submission): Promise<BatchRecord> {
  const { body } = submission;
  if (body.length > maxInlineBytes) throw new DomainError('body-too-large', `${body.length} bytes`);
  const sent = digest(body);
  const { batchReference, submitted } = await readWhole(submission);

  const content = { batchReference, submitted, digest: sent };
  const batch = await findOrRegister(ports, submission, content);
  await ports.announcements.announce(batch);
  return batch;
}

type Content = { batchReference: string; submitted: number; digest: string };

/** Who loses the race for a claim finds, when looking again, who won it. */
async function findOrRegister(
  ports: Ports,
  submission: Submission,
  content: Content,
  attempt = 1,
): Promise<BatchRecord> {
  try {
    const found = await findClaimed(ports, submission, content);
    return found ?? (await register(ports, submission, content));
  } catch (cause) {
    if (isHeldBack(cause)) return await takenMeanwhile(ports, submission, content, cause);
    if (!(cause instanceof StaleWrite) || attempt === 4) throw cause;
    return findOrRegister(ports, submission, content, attempt + 1);
  }
}

/** The same batch, sent twice at once, may have been taken by way of the other request. */
async function takenMeanwhile(
  ports: Ports,
  submission: Submission,
  content: Content,
  refusal: DomainError,
): Promise<BatchRecord> {
  const taken = await findClaimed(ports, submission, content);
  if (!taken) throw refusal;
  return taken;
}

async function readWhole({ entity, body, form, encoding }: Submission) {
  const content = decompress(oneChunk(body), encoding, maxInlineContentBytes);
  const { header, records } = await openBatch(form, content, { entity });
  let submitted = 0;
  for await (const _record of records) submitted += 1;
  if (submitted === 0) throw new DomainError('malformed-body', 'no reports');
  return { batchReference: header.batchReference, submitted };
}

/** The batch that the key or the reference stands for already. */
async function findClaimed(
  { batches }: Ports,
  { entity, idempotencyKey }: Submission,
  { batchReference, digest: sent }: Content,
): Promise<BatchRecord | undefined> {
  const [byKey, byReference] = await Promise.all([
    batches.claimOfKey(entity, idempotencyKey),
    batches.claimOfReference(entity, batchReference),
  ]);
  const differs = (claim?: Claim) => claim !== undefined && claim.digest !== sent;
  if (differs(byKey)) throw new DomainError('idempotency-key-reused', 'Idempotency-Key');
  if (differs(byReference)) throw new DomainError('batch-reference-reused', batchReference);
  const claim = byKey ?? byReference;
  if (!claim) return undefined;
  if (!byKey) await batches.claimKey(entity, idempotencyKey, claim);
  return batches.get({ entity, batchId: claim.batchId });
}

async function register(
  { allowances, batches, inbox, now, newId }: Ports,
  { entity, idempotencyKey, body, form, encoding }: Submission,
  content: Content,
): Promise<BatchRecord> {
  await allowances.draw(entity, body.length);
  const source = await inbox.keep(entity, content.digest, body);
  const batchId = newId();
  const at = now();
  const batch: BatchRecord = {
    ...content,
    entity,
    batchId,
    status: 'accepted',
    form,
    encoding,
    source,
    createdAt: at,
    receivedAt: at,
    acceptedAs: batchId,
    done: 0,
    counts: noCounts,
  };
  await batches.register(batch, { idempotencyKey, digest: content.digest });
  return batch;
}

async function* oneChunk(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}
