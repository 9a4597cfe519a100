import type { BatchId, EntityNumber } from '../identifiers.ts';
import type { AcceptedBatch, BatchProblem, BatchRecord, Counts } from './batch.ts';
import type { SliceDigests } from './slice-digests.ts';

export type BatchRef = { entity: EntityNumber; batchId: BatchId };

/** What an Idempotency-Key or a batch reference was first used for. */
export type Claim = { batchId: BatchId; digest: string };

/** What `accept` learns about an upload once it has read it whole. */
type Arrival = {
  batchReference: string;
  digest: string;
  slices: SliceDigests;
  submitted: number;
  receivedAt: string;
  acceptedAs: BatchId;
};

/** The port that tells the next stage of an accepted batch, unless that is known to have happened. */
export type Announcements = { announce(ref: BatchRef): Promise<void> };

/** The port to batches, their references and the idempotency keys of the requests for them. */
export type Batches = {
  get(ref: BatchRef): Promise<BatchRecord | undefined>;
  /** The newest first. `before` is the batch that ended the previous page. */
  list(
    entity: EntityNumber,
    page: { limit: number; before?: BatchId },
  ): Promise<{ batches: BatchRecord[]; more: boolean }>;
  claimOfKey(entity: EntityNumber, idempotencyKey: string): Promise<Claim | undefined>;
  claimOfReference(entity: EntityNumber, batchReference: string): Promise<Claim | undefined>;
  /**
   * Writes a new batch with both of its claims and, when it is accepted, the outgoing message: all
   * or nothing.
   *
   * @throws StaleWrite when one of the claims was taken.
   */
  register(batch: BatchRecord, claims: { idempotencyKey: string; digest: string }): Promise<void>;
  /** Lets a further idempotency key stand for a batch. @throws StaleWrite when it was used before. */
  claimKey(entity: EntityNumber, idempotencyKey: string, claim: Claim): Promise<void>;
  /**
   * Turns an awaited upload into an accepted batch and claims its reference.
   *
   * @throws StaleWrite when the batch is no longer awaited, or the reference was taken.
   */
  accept(batch: BatchRecord, arrival: Arrival): Promise<AcceptedBatch>;
  /** Ends an awaited upload. Does nothing when it is no longer awaited. */
  refuse(ref: BatchRef, status: 'rejected' | 'failed', problem: BatchProblem): Promise<void>;
  /**
   * Notes that a block is being done again: whoever began it earlier records no progress any more.
   *
   * @throws StaleWrite when somebody else has recorded progress, or repeats the block, since `batch`
   *   was read.
   */
  repeat(batch: AcceptedBatch): Promise<AcceptedBatch>;
  /** Records that `done` records now have receipts. @throws StaleWrite as `repeat` does. */
  advance(batch: AcceptedBatch, progress: { done: number; counts: Counts }): Promise<AcceptedBatch>;
  /** Notes that the last try of a batch has begun, so that it shows if nothing comes of it. */
  stall(ref: BatchRef, at: string): Promise<void>;
  /** Takes that note away: the batch is worked on again. */
  resume(ref: BatchRef): Promise<void>;
};
