import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { DomainError, StaleWrite } from '../errors.ts';
import { type BatchId, digest, type EntityNumber } from '../identifiers.ts';
import { type BatchRecord, batchReferenceSchema, noCounts } from './batch.ts';
import type { Batches } from './batches.ts';
import type { UploadPermit, UploadPermits } from './inbox.ts';
import { uploadName } from './object-names.ts';

export const maxUploadBytes = 1024 ** 3;

export const uploadRequestSchema = z
  .strictObject({
    /** When given, the header of the uploaded batch must carry the same. */
    batchReference: batchReferenceSchema.optional(),
    contentType: z.literal('application/x-ndjson'),
    contentEncoding: z.enum(['gzip', 'zstd']).optional(),
    sizeBytes: z.int().min(1).max(maxUploadBytes),
    /** Lower-case hexadecimal, of the bytes as they will be sent: the store then checks them. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  })
  .meta({ id: 'UploadRequest' });
export type UploadRequest = z.infer<typeof uploadRequestSchema>;

export type Ports = {
  batches: Pick<Batches, 'claimOfKey' | 'get' | 'register'>;
  permits: UploadPermits;
  now: () => string;
  newId: () => BatchId;
};

export type RequestedUpload = { batch: BatchRecord; permit: UploadPermit };

/**
 * Registers a batch whose bytes are to come, and gives leave to put them. Asked again with the same
 * key, it gives leave anew for the same batch.
 *
 * @throws DomainError idempotency-key-reused for another request.
 */
export async function requestUpload(
  ports: Ports,
  asked: { entity: EntityNumber; idempotencyKey: string; request: UploadRequest },
): Promise<RequestedUpload> {
  const { sizeBytes, contentEncoding: encoding = 'identity', sha256 } = asked.request;
  const batch = await findOrRegister(ports, asked);
  const permit = await ports.permits.permit({
    name: batch.source,
    sizeBytes,
    encoding,
    ...(sha256 !== undefined && { sha256 }),
  });
  return { batch, permit };
}

async function findOrRegister(
  { batches, now, newId }: Ports,
  asked: { entity: EntityNumber; idempotencyKey: string; request: UploadRequest },
): Promise<BatchRecord> {
  const { entity, idempotencyKey, request } = asked;
  const requested = digest(canonicalJson(request));
  const batchId = newId();
  const batch: BatchRecord = {
    entity,
    batchId,
    status: 'awaiting-upload',
    form: 'ndjson',
    encoding: request.contentEncoding ?? 'identity',
    source: uploadName(entity, batchId),
    createdAt: now(),
    submitted: 0,
    done: 0,
    counts: noCounts,
    ...(request.batchReference !== undefined && { batchReference: request.batchReference }),
  };
  const find = async () => {
    const claim = await batches.claimOfKey(entity, idempotencyKey);
    if (claim && claim.digest !== requested) {
      throw new DomainError('idempotency-key-reused', 'Idempotency-Key');
    }
    return claim && batches.get({ entity, batchId: claim.batchId });
  };

  const found = await find();
  if (found) return found;
  try {
    await batches.register(batch, { idempotencyKey, digest: requested });
    return batch;
  } catch (cause) {
    const taken = cause instanceof StaleWrite ? await find() : undefined;
    if (!taken) throw cause;
    return taken;
  }
}
