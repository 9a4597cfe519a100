import { setTimeout as wait } from 'node:timers/promises';
import type { BatchView } from '../../lib/http/batch-view.ts';
import { sampleBatches, submitSample } from '../samples.ts';
import type { RunningStack } from '../stack.ts';
import { colleague } from './colleague.ts';

/** Submits every sample batch and says what became of each record, as receipts come in. */
export async function submitSamples(
  stack: RunningStack,
  say: (line: string) => void,
): Promise<BatchView[]> {
  const samples = sampleBatches();
  const sent: { file: string; user: (typeof samples)[number]['user']; batchId: string }[] = [];
  for (const sample of samples) {
    sent.push({ ...sample, batchId: await submitSample(stack, sample) });
  }
  const batches: BatchView[] = [];
  for (const { file, user, batchId } of sent) {
    const sender = await colleague(stack, user);
    const batch = await untilDone(() => sender.get<BatchView>(`/v1/batches/${batchId}`));
    say(`  ${file.padEnd(30)} ${receipts(batch)}`);
    batches.push(batch);
  }
  return batches;
}

async function untilDone(read: () => Promise<BatchView>): Promise<BatchView> {
  for (;;) {
    const batch = await read();
    if (['completed', 'rejected', 'failed'].includes(batch.status)) return batch;
    await wait(100);
  }
}

function receipts({ counts }: BatchView): string {
  const { submitted, pending: _, ...verdicts } = counts;
  const parts = Object.entries(verdicts).filter(([, count]) => count > 0);
  return `${submitted} records: ${parts.map(([verdict, count]) => `${count} ${words(verdict)}`).join(', ')}`;
}

/** "acceptedWithWarnings" as a person says it. */
const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
