import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { DomainError, StaleWrite } from '../errors.ts';
import { type BatchId, digest, type EntityNumber } from '../identifiers.ts';
import { type Allowances, isHeldBack } from './allowances.ts';
import { type BatchRecord, batchReferenceSchema, noCounts } from './batch.ts';
import type { Batches } from './batches.ts';
import type { UploadPermit, UploadPermits } from './inbox.ts';
import { uploadName } from './object-names.ts';
import { type Ports as ReadyPorts, readyUpload } from './ready-upload.ts';
import { uploadDeadline } from './upload-deadline.ts';

/**
 * What one upload may hold. An upload is read from end to end before any of it counts, in one
 * invocation: in 15 minutes, at the 70 MB/s that a function gets from S3, that is so much.
 */
export const maxUploadBytes = 50 * 1024 ** 3;

/** Beyond this an upload comes in parts, asked for or not. */
const maxPutBytes = 1024 ** 3;

export const uploadRequestSchema = z
  .strictObject({
    /** When given, the header of the uploaded batch must carry the same. */
    batchReference: batchReferenceSchema.optional(),
    contentType: z.enum(['application/x-ndjson', 'text/csv']),
    contentEncoding: z.enum(['gzip', 'zstd']).optional(),
    sizeBytes: z.int().min(1).max(maxUploadBytes),
    /** Whether it is to come in parts, so that it can be resumed; beyond 1 GiB it always does. */
    parts: z.boolean().optional(),
    /** Lower-case hexadecimal, of the bytes as they will be sent: the store then checks them. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  })
  // One reading is believed when it comes to what was promised; without a promise it takes two.
  .refine(({ sizeBytes, sha256 }) => sizeBytes <= maxPutBytes || sha256 !== undefined, {
    path: ['sha256'],
    error: 'required beyond 1 GiB',
  })
  .meta({ id: 'UploadRequest' });
export type UploadRequest = z.infer<typeof uploadRequestSchema>;

export type Ports = {
  allowances: Allowances;
  batches: Pick<Batches, 'claimOfKey' | 'get' | 'register'>;
  permits: UploadPermits;
  newId: () => BatchId;
} & ReadyPorts;

/** Without a permit when it comes in parts, which are permitted one by one. */
export type RequestedUpload = { batch: BatchRecord; permit?: UploadPermit };

/**
 * Registers a batch whose bytes are to come, and gives leave to put them. Asked again with the same
 * key, it gives leave anew for the same batch, with a new deadline once the first has passed.
 *
 * @throws DomainError idempotency-key-reused for another request; too-many-requests, with nothing
 *   written, and never for a request that was granted before.
 */
export async function requestUpload(
  ports: Ports,
  asked: { entity: EntityNumber; idempotencyKey: string; request: UploadRequest },
): Promise<RequestedUpload> {
  const { sizeBytes, contentEncoding: encoding = 'identity', sha256 } = asked.request;
  const batch = await readyUpload(ports, await findOrRegister(ports, asked));
  if (batch.upload?.inParts) return { batch };
  const permit = await ports.permits.permit({
    name: batch.source,
    sizeBytes,
    encoding,
    ...(sha256 !== undefined && { sha256 }),
  });
  return { batch, permit };
}

async function findOrRegister(
  { allowances, batches, now, newId }: Ports,
  asked: { entity: EntityNumber; idempotencyKey: string; request: UploadRequest },
): Promise<BatchRecord> {
  const { entity, idempotencyKey, request } = asked;
  const requested = digest(canonicalJson(request));
  const batchId = newId();
  const createdAt = now();
  const { sizeBytes, sha256, parts: asksForParts = false } = request;
  const batch: BatchRecord = {
    entity,
    batchId,
    status: 'awaiting-upload',
    form: request.contentType === 'text/csv' ? 'csv' : 'ndjson',
    encoding: request.contentEncoding ?? 'identity',
    source: uploadName(entity, batchId),
    createdAt,
    upload: {
      sizeBytes,
      uploadBy: uploadDeadline(createdAt),
      inParts: asksForParts || sizeBytes > maxPutBytes,
      ...(sha256 !== undefined && { sha256 }),
    },
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
    await allowances.draw(entity, request.sizeBytes);
    await batches.register(batch, { idempotencyKey, digest: requested });
    return batch;
  } catch (cause) {
    const overtaken = cause instanceof StaleWrite || isHeldBack(cause);
    const taken = overtaken ? await find() : undefined;
    if (!taken) throw cause;
    return taken;
  }
}
