import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.ts';
import { type BatchView, isSettled, progressOf, readBatchView } from './batch-view.ts';
import type { Progress } from './progress.ts';

const pollMilliseconds = 700;

export const readBatch = async (api: Api, batchId: string): Promise<BatchView> =>
  readBatchView(await api.get(`v1/batches/${encodeURIComponent(batchId)}`));

/** Asks for the batch again and again until nothing more will happen to it. */
export async function watchBatch(
  api: Api,
  batchId: string,
  progress: Progress,
): Promise<BatchView> {
  const bar = progress.begin('Processing');
  try {
    for (;;) {
      const batch = await readBatch(api, batchId);
      const { done, total } = progressOf(batch);
      bar.show(done, total);
      if (isSettled(batch)) return batch;
      await wait(pollMilliseconds);
    }
  } finally {
    bar.end();
  }
}
