import { dayMilliseconds } from '../time.ts';
import { type BatchRecord, isStalled } from './batch.ts';

/**
 * How long an upload is awaited. The bucket keeps the parts of an unfinished upload for as long
 * (`infra/constructs/records-bucket.ts`), so until its deadline every part that arrived is there.
 */
export const uploadDays = 7;

/** @param from RFC 3339 UTC */
export const uploadDeadline = (from: string): string =>
  new Date(Date.parse(from) + uploadDays * dayMilliseconds).toISOString();

export const isOverdue = ({ status, upload }: BatchRecord, now: string): boolean =>
  status === 'awaiting-upload' &&
  upload !== undefined &&
  Date.parse(upload.uploadBy) <= Date.parse(now);

/**
 * A batch as it is told at a moment: an awaited upload ends as `expired` when its deadline passes,
 * whether its bytes never came or nobody could take them in.
 *
 * This is only told. What is kept stays awaited: a message that comes late, or that waited with the
 * dead letters, still leads to an accepted batch, and to request the upload again gives it a new
 * deadline. So a sender always learns that something is wrong, and nothing is lost by it.
 */
export function asOf(batch: BatchRecord, now: string): BatchRecord {
  // Whoever is told that its processing failed is told not to send it again.
  if (!isOverdue(batch, now) || isStalled(batch)) return batch;
  const detail = `not taken in by ${batch.upload?.uploadBy}`;
  return { ...batch, status: 'expired', problem: { code: 'upload-expired', detail } };
}
