import type { BatchProblem, Upload } from './batch.ts';
import type { BatchRef } from './batches.ts';

/** The port to what is kept of an awaited upload, which is a part of its batch. */
export type Uploads = {
  /**
   * Replaces what is kept of an upload.
   *
   * @param was what was read: its deadline and the store's name must still stand.
   * @throws StaleWrite when they do not, or the batch is no longer awaited.
   */
  renew(ref: BatchRef, was: Upload, next: Upload): Promise<void>;
  /**
   * Notes that the parts are being put together; from then on the upload cannot be given up.
   *
   * @throws StaleWrite when the batch is no longer awaited.
   */
  markCompleting(ref: BatchRef): Promise<void>;
  /**
   * Ends an upload that its sender gives up.
   *
   * @throws StaleWrite when it is no longer awaited, or its parts are being put together.
   */
  abort(ref: BatchRef, problem: BatchProblem): Promise<void>;
};
