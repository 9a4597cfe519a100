import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleBatches, submitSample } from './samples.ts';
import type { RunningStack } from './stack.ts';

/**
 * Submits the sample batches once for a data directory.
 *
 * @returns how many batches were submitted now.
 */
export async function seedSamples(stack: RunningStack): Promise<number> {
  const mark = join(stack.dataDirectory, 'seeded.json');
  if (existsSync(mark)) return 0;
  const samples = sampleBatches();
  for (const sample of samples) await submitSample(stack, sample);
  writeFileSync(mark, JSON.stringify({ files: samples.map(({ file }) => file) }));
  return samples.length;
}
