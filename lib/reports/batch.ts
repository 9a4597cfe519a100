import * as z from 'zod';
import type { ErrorCode } from '../errors.ts';
import { batchIdSchema, entityNumberSchema } from '../identifiers.ts';
import { contentEncodingSchema } from './decompress.ts';

/**
 * What becomes of a batch:
 *
 * - `awaiting-upload`: registered; its bytes are to come by a presigned PUT;
 * - `accepted`: complete and durable, not yet looked into;
 * - `processing`: some records have receipts;
 * - `completed`: every record has one;
 * - `rejected`: nothing of it counts, by its header (see `problem`) or because each record is bad;
 * - `failed`: the upload is damaged; nothing of it counts. Send it again as a new upload.
 */
export const batchStatuses = [
  'awaiting-upload',
  'accepted',
  'processing',
  'completed',
  'rejected',
  'failed',
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
  'entity-mismatch',
  'invalid-batch-header',
  'malformed-body',
] as const satisfies ErrorCode[];

const batchProblemSchema = z.strictObject({
  code: z.enum(batchProblemCodes),
  detail: z.string(),
});
export type BatchProblem = z.infer<typeof batchProblemSchema>;

export const batchReferenceSchema = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/);

/** `json`: the header with `reports` in one object. `ndjson`: the header, then one report a line. */
const batchFormSchema = z.enum(['json', 'ndjson']);
export type BatchForm = z.infer<typeof batchFormSchema>;

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
  createdAt: z.iso.datetime(),
  /** When it was complete and durable: no transaction in it can be later. */
  receivedAt: z.iso.datetime().optional(),
  /** Orders its records against those of other batches; see `lib/reports/revision.ts`. */
  acceptedAs: batchIdSchema.optional(),
  /** How many records it holds, once that is known. */
  submitted: z.int().min(0),
  /** How many of them, from the first on, have receipts. */
  done: z.int().min(0),
  counts: countsSchema,
  problem: batchProblemSchema.optional(),
});
export type BatchRecord = z.infer<typeof batchRecordSchema>;

/** A batch that passed every check of the whole, so that its records can be taken one by one. */
export type AcceptedBatch = BatchRecord & { receivedAt: string; acceptedAs: string };

export const isAccepted = (batch: BatchRecord): batch is AcceptedBatch =>
  (batch.status === 'accepted' || batch.status === 'processing') &&
  batch.receivedAt !== undefined &&
  batch.acceptedAs !== undefined;

/** The status once `done` of `submitted` records have receipts with these counts. */
export function statusAfter(submitted: number, done: number, counts: Counts): BatchStatus {
  if (done < submitted) return 'processing';
  return counts.rejected === submitted ? 'rejected' : 'completed';
}
