import type { SQSBatchResponse } from 'aws-lambda';
import type { Functions } from './functions.ts';
import type { MeteredCloud } from './metered-cloud.ts';
import type { Stage } from './stages.ts';

/** Which stage takes the messages of each queue, and how many at a time: as in infra/constructs. */
const consumers = [
  { queue: 'intake', stage: 'ingest', batchSize: 1 },
  { queue: 'evaluation', stage: 'evaluate', batchSize: 10 },
  { queue: 'disclosure', stage: 'assemble', batchSize: 10 },
] as const satisfies readonly { queue: string; stage: Stage; batchSize: number }[];

/** Delivers what waits in the queues, and what follows from it, one delivery after another. */
export async function deliverAll(
  cloud: MeteredCloud,
  functions: Functions,
  { measured }: { measured: boolean },
): Promise<void> {
  for (const consumer of consumers) {
    cloud.enter(measured ? consumer.stage : 'before');
    while (await deliver(cloud, functions, consumer));
  }
  cloud.enter('before');
}

/** @returns false when the queue has nothing. */
async function deliver(
  { cloud, stores, meter }: MeteredCloud,
  functions: Functions,
  { queue: name, stage, batchSize }: (typeof consumers)[number],
): Promise<boolean> {
  const queue = cloud.queue(stores.queues[name]);
  const messages = queue.waiting().slice(0, batchSize);
  if (messages.length === 0) return false;
  const Records = messages.map((message) => queue.take(message));
  const bytes = Records.reduce((sum, { body }) => sum + body.length, 0);
  const fifo = name === 'disclosure';
  // The platform receives, and deletes what is done, in requests that are billed.
  meter.meter.queueRequest(name, { fifo, bytes });
  meter.meter.queueRequest(name, { fifo, bytes: 0 });
  const answer = (await functions.run(stage, { Records })) as SQSBatchResponse | undefined;
  const failed = answer?.batchItemFailures?.length ?? 0;
  if (failed > 0) throw new RangeError(`${failed} messages of ${name} were not done`);
  for (const message of messages) queue.done(message);
  return true;
}
