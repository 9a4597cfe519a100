import type { BatchId } from '../identifiers.ts';
import { rememberLatest } from '../remember-latest.ts';
import type { Report } from './report.ts';

/**
 * The rank of one version of a report, as text that compares: of all versions of a report the one
 * with the highest revision is live.
 *
 * A `change` or `delete` outranks every `submit`, for it may arrive before the original; among them
 * the later accepted wins. Among submissions the earlier accepted wins: a reference belongs to
 * whoever used it first. See `docs/decisions/002-revision-order.md`.
 *
 * @param acceptedAs UUIDv7 fixed when the batch was accepted, never when it is processed.
 * @param position of the record in its batch, from 0.
 * @returns "1:0198a1c2…:000000004" or "0:fe675e3d…:999999995": 44 characters.
 */
export function revisionOf(
  action: Report['action'],
  acceptedAs: BatchId,
  position: number,
): string {
  const moment = acceptedAs.replaceAll('-', '').toLowerCase();
  return action === 'submit'
    ? `0:${invertHex(moment)}:${digits(maxPosition - position)}`
    : `1:${moment}:${digits(position)}`;
}

/** A batch holds fewer records than this. */
export const maxPosition = 999_999_999;

const digits = (position: number): string => String(position).padStart(9, '0');

/** Remembered, for it is the same id for every record of a batch. */
const invertHex = rememberLatest((hex) =>
  hex.replaceAll(/./g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16)),
);

/** RFC 3339 UTC: the moment fixed when the batch of this version was accepted, from its revision. */
export function acceptedAtOf(revision: string): string {
  const [action, moment = ''] = revision.split(':');
  const milliseconds = (action === '0' ? invertHex(moment) : moment).slice(0, 12);
  return new Date(Number.parseInt(milliseconds, 16)).toISOString();
}
