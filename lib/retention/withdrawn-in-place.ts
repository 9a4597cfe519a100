import type { AcceptedBatch } from '../reports/batch.ts';
import { revisionOf } from '../reports/revision.ts';

/**
 * The revision of a report that was destroyed: that of a withdrawal which had stood in the same place of
 * the same batch. So it beats every submission, as it must, and a correction of a later batch beats it.
 */
export const withdrawnInPlace = (batch: AcceptedBatch, position: number): string =>
  revisionOf('delete', batch.acceptedAs, position);
