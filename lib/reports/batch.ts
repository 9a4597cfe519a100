import * as z from 'zod';
import type { ErrorCode } from '../errors.ts';
import { batchIdSchema, entityNumberSchema } from '../identifiers.ts';
import { contentEncodingSchema } from './decompress.ts';
import { sliceDigestsSchema } from './slice-digests.ts';

/**
 * What becomes of a batch:
 *
 * - `awaiting-upload`: registered; its bytes are to come by a presigned PUT;
 * - `accepted`: complete and durable, not yet looked into;
 * - `processing`: some records have receipts;
 * - `completed`: every record has one;
 * - `rejected`: nothing of it counts, by its header (see `problem`) or because each record is bad;
 * - `failed`: the upload is damaged or was given up; nothing of it counts. Send it again as a new
 *   upload;
 * - `expired`: told of an awaited upload whose deadline has passed, and never kept: bytes that come
 *   late are taken all the same. See `lib/reports/upload-deadline.ts`.
 * - `stalled`: told of a batch whose processing has failed too often, and never kept: somebody who runs
 *   the machine must look after it. It is durable, and must not be sent again.
 */
export const batchStatuses = [
  'awaiting-upload',
  'accepted',
  'processing',
  'completed',
  'rejected',
  'failed',
  'expired',
  'stalled',
] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** What a record's receipt says; see `lib/reports/verdict.ts`. */
export const verdicts = [
  'accepted',
  'accepted-with-warnings',
  'duplicate',
  'conflicting-duplicate',
  'superseded',
  'rejected',
] as const;
export type Verdict = (typeof verdicts)[number];

/** How many records of each verdict. They add up to the records that have a receipt. */
export const countsSchema = z.strictObject({
  accepted: z.int().min(0),
  acceptedWithWarnings: z.int().min(0),
  duplicates: z.int().min(0),
  conflicting: z.int().min(0),
  superseded: z.int().min(0),
  rejected: z.int().min(0),
});
export type Counts = z.infer<typeof countsSchema>;

export const noCounts: Counts = {
  accepted: 0,
  acceptedWithWarnings: 0,
  duplicates: 0,
  conflicting: 0,
  superseded: 0,
  rejected: 0,
};

const countOf = {
  accepted: 'accepted',
  'accepted-with-warnings': 'acceptedWithWarnings',
  duplicate: 'duplicates',
  'conflicting-duplicate': 'conflicting',
  superseded: 'superseded',
  rejected: 'rejected',
} as const satisfies Record<Verdict, keyof Counts>;

export function addToCounts(counts: Counts, given: readonly Verdict[]): Counts {
  const sum = { ...counts };
  for (const verdict of given) sum[countOf[verdict]] += 1;
  return sum;
}

/** Why a whole batch was turned away. */
export const batchProblemCodes = [
  'batch-already-received',
  'batch-reference-mismatch',
  'batch-reference-reused',
  'body-too-large',
  'digest-mismatch',
  'entity-mismatch',
  'expands-too-much',
  'invalid-batch-header',
  'malformed-body',
  'upload-aborted',
  'upload-expired',
] as const satisfies ErrorCode[];

const batchProblemSchema = z.strictObject({
  code: z.enum(batchProblemCodes),
  detail: z.string(),
});
export type BatchProblem = z.infer<typeof batchProblemSchema>;

export const batchReferenceSchema = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/);

/**
 * `json`: the header with `reports` in one object. `ndjson`: the header, then one report a line.
 * `csv`: a table by the published column map; see `docs/csv.md`.
 */
const batchFormSchema = z.enum(['json', 'ndjson', 'csv']);
export type BatchForm = z.infer<typeof batchFormSchema>;

/** What was asked for when a batch was to be uploaded. */
const uploadSchema = z.object({
  sizeBytes: z.int().min(1),
  /** What the whole must come to: lower-case hexadecimal. */
  sha256: z.string().optional(),
  /** RFC 3339 UTC. Until then its parts are kept; afterwards nobody waits for it any more. */
  uploadBy: z.iso.datetime(),
  /** Whether it comes in parts. */
  inParts: z.boolean(),
  /** The store's own name for an upload in parts, once that has begun. */
  storeId: z.string().optional(),
  /** Somebody is having its parts put together, so it is too late to give it up. */
  completing: z.boolean().optional(),
});
export type Upload = z.infer<typeof uploadSchema>;

/** A batch as it is kept. Times are RFC 3339 UTC. */
export const batchRecordSchema = z.object({
  entity: entityNumberSchema,
  batchId: batchIdSchema,
  batchReference: batchReferenceSchema.optional(),
  status: z.enum(batchStatuses),
  form: batchFormSchema,
  encoding: contentEncodingSchema,
  /** Where its bytes are, in the inbox. */
  source: z.string(),
  /** SHA-256 of the bytes as sent. */
  digest: z.string().optional(),
  /** Of an accepted upload. */
  slices: sliceDigestsSchema.optional(),
  createdAt: z.iso.datetime(),
  /** Absent for what came in the body of a request. */
  upload: uploadSchema.optional(),
  /** When it was complete and durable: no transaction in it can be later. */
  receivedAt: z.iso.datetime().optional(),
  /** Orders its records against those of other batches; see `lib/reports/revision.ts`. */
  acceptedAs: batchIdSchema.optional(),
  /** How many records it holds, once that is known. */
  submitted: z.int().min(0),
  /** How many of them, from the first on, have receipts. */
  done: z.int().min(0),
  counts: countsSchema,
  /** How often a block was begun again that another try had begun. */
  repeats: z.int().min(1).optional(),
  /** When the last try began that its message had, unless it came to something. */
  stalledAt: z.iso.datetime().optional(),
  problem: batchProblemSchema.optional(),
});
export type BatchRecord = z.infer<typeof batchRecordSchema>;

/** A batch that passed every check of the whole, so that its records can be taken one by one. */
export type AcceptedBatch = BatchRecord & { receivedAt: string; acceptedAs: string };

export const isAccepted = (batch: BatchRecord): batch is AcceptedBatch =>
  (batch.status === 'accepted' || batch.status === 'processing') &&
  batch.receivedAt !== undefined &&
  batch.acceptedAs !== undefined;

/** What is told of a batch that nobody works on any more, though it is not finished. */
export const isStalled = ({ status, stalledAt }: BatchRecord): boolean =>
  stalledAt !== undefined && ['awaiting-upload', 'accepted', 'processing'].includes(status);

/** The status once `done` of `submitted` records have receipts with these counts. */
export function statusAfter(submitted: number, done: number, counts: Counts): BatchStatus {
  if (done < submitted) return 'processing';
  return counts.rejected === submitted ? 'rejected' : 'completed';
}
