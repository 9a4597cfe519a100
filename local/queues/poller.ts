import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Outcome } from '../functions/function-worker.ts';
import { succeededMessages } from './batch-response.ts';
import { Slots } from './slots.ts';
import { sqsEvent } from './sqs-event.ts';

export type PollerOptions = {
  client: SQSClient;
  queueUrl: string;
  queueArn: string;
  region: string;
  batchSize: number;
  windowSeconds: number;
  concurrency: number;
  reportsItemFailures: boolean;
  invoke: (event: object) => Promise<Outcome>;
};

const longestReceive = 10;
const longPollSeconds = 20;
const retryMs = 500;

/**
 * Feeds a function from a queue as an event source mapping does: in batches, so many at once, and
 * deleting only what the function did not report as failed. Failed messages come back when their
 * visibility timeout is over and go to the dead letters by the queue's own rule.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #slots: Slots;
  readonly #stopping = new AbortController();
  readonly #working = new Set<Promise<void>>();
  readonly #loop: Promise<void>;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#slots = new Slots(options.concurrency);
    this.#loop = this.#run();
  }

  get working(): number {
    return this.#working.size;
  }

  /** Receives no more; resolves when the batches at work are done with. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.all(this.#working);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // Received only when it can be worked on at once: a waiting message stays visible.
      await this.#slots.take();
      const batch = await this.#collect().catch(async () => {
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, retryMs));
        return [];
      });
      if (batch.length === 0) {
        this.#slots.giveBack();
        continue;
      }
      const work = this.#handle(batch).finally(() => {
        this.#working.delete(work);
        this.#slots.giveBack();
      });
      this.#working.add(work);
    }
  }

  async #collect(): Promise<Message[]> {
    const { batchSize, windowSeconds } = this.#options;
    const batch = await this.#receive(batchSize, longPollSeconds);
    const windowEnd = Date.now() + windowSeconds * 1000;
    let received = batch.length;
    while (received > 0 && batch.length < batchSize && !this.#stopping.signal.aborted) {
      const leftSeconds = Math.max(0, Math.ceil((windowEnd - Date.now()) / 1000));
      // Without a window a batch is what is there right now, of which one receive gives ten.
      if (leftSeconds === 0 && received < longestReceive) break;
      received = 0;
      const more = await this.#receive(batchSize - batch.length, leftSeconds);
      received = more.length;
      batch.push(...more);
    }
    return batch;
  }

  async #receive(atMost: number, waitSeconds: number): Promise<Message[]> {
    const { client, queueUrl } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(atMost, longestReceive),
      WaitTimeSeconds: Math.min(waitSeconds, longPollSeconds),
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal: this.#stopping.signal });
    return Messages;
  }

  async #handle(batch: Message[]): Promise<void> {
    const { queueArn, region, invoke, reportsItemFailures } = this.#options;
    const outcome = await invoke(sqsEvent(batch, queueArn, region));
    if (!outcome.ok) return;
    const done = succeededMessages(batch, outcome.result, reportsItemFailures);
    for (let at = 0; at < done.length; at += longestReceive) {
      await this.#delete(done.slice(at, at + longestReceive));
    }
  }

  /** A message that could not be deleted comes back, which every consumer must bear anyway. */
  async #delete(messages: Message[]): Promise<void> {
    const { client, queueUrl } = this.#options;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await client
      .send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
      .catch(() => undefined);
  }
}
