import type { SQSRecord } from 'aws-lambda';
import type { QueuedMessage } from '../../../local/simulated/queue.ts';
import { lambdaContext } from '../../support/http-event.ts';
import type { FunctionName } from '../world/functions.ts';
import type { QueueName } from '../world/stores.ts';
import { ingestInBlocks } from './ingest-in-blocks.ts';
import type { Manner } from './manner.ts';
import type { ShuffledWorld } from './shuffled-world.ts';

/** Who takes the messages of each queue, and how many at a time. */
const consumers: Record<QueueName, { name: FunctionName; batchSize: number }> = {
  intake: { name: 'ingest-batch', batchSize: 1 },
  evaluation: { name: 'evaluate-subjects', batchSize: 10 },
  disclosure: { name: 'assemble-disclosure', batchSize: 10 },
  dispatch: { name: 'dispatch-disclosure', batchSize: 5 },
  audit: { name: 'record-audit', batchSize: 10 },
};

const mostRepeats = 4;

/** A message that was done and comes again. */
type Echo = { queue: QueueName; record: SQSRecord; left: number };

export type ShuffledDeliveries = {
  /** What can be delivered now. @param atLast also batches that are delayed. */
  waitingIn(queue: QueueName, atLast: boolean): QueuedMessage[];
  deliver(queue: QueueName, atLast: boolean): Promise<void>;
  /** How many messages come again. */
  echoes(): number;
  deliverAgain(): Promise<void>;
};

export function shuffledDeliveries(world: ShuffledWorld, manner: Manner): ShuffledDeliveries {
  const { random } = world;
  const echoes: Echo[] = [];
  const delayed = new Map<string, boolean>();
  const viewOf = (queue: QueueName) => world.cloud.queue(world.stores.queues[queue]);

  function isDelayed(body: string): boolean {
    const known = delayed.get(body) ?? random.happens(manner.delayedShare);
    delayed.set(body, known);
    return known;
  }

  function waitingIn(queue: QueueName, atLast: boolean): QueuedMessage[] {
    const waiting = viewOf(queue).waiting();
    const isAll = queue !== 'intake' || atLast;
    return isAll ? waiting : waiting.filter(({ body }) => !isDelayed(body));
  }

  /** Of a queue that keeps an order, one receive brings what follows in a group, too. */
  function pickSome(queue: QueueName, atLast: boolean): QueuedMessage[] {
    const waiting = waitingIn(queue, atLast);
    const all = viewOf(queue).all();
    const { batchSize } = consumers[queue];
    const most = random.happens(0.3) ? random.int(1, batchSize) : batchSize;
    const picked: QueuedMessage[] = [];
    while (picked.length < most && waiting.length > 0) {
      const [head] = waiting.splice(random.int(0, waiting.length - 1), 1);
      if (!head) break;
      const group =
        head.groupId === undefined ? [head] : all.filter(({ groupId }) => groupId === head.groupId);
      const left = most - picked.length;
      picked.push(...group.slice(0, random.happens(0.3) ? random.int(1, left) : left));
    }
    return picked;
  }

  /** @returns the names of messages that must come again. */
  function handle(queue: QueueName, records: SQSRecord[]): Promise<ReadonlySet<string>> {
    const size = random.pick(manner.blocks);
    if (queue === 'intake' && size !== undefined) return ingestInBlocks(world, records, size);
    return world.use(consumers[queue].name, async (handler) =>
      undoneOf(await handler({ Records: records }, lambdaContext())),
    );
  }

  return {
    waitingIn,
    echoes: () => echoes.length,

    async deliver(queue, atLast) {
      const view = viewOf(queue);
      const taken = pickSome(queue, atLast).map((message) => ({
        message,
        record: view.take(message),
      }));
      const undone = await handle(
        queue,
        taken.map(({ record }) => record),
      );
      for (const { message, record } of taken) {
        if (undone.has(record.messageId)) {
          view.back(message);
          continue;
        }
        view.done(message);
        const comesAgain = random.happens(manner.repeatedShare);
        if (comesAgain) echoes.push({ queue, record, left: random.int(1, mostRepeats) });
      }
    },

    async deliverAgain() {
      const { queue } = random.pick(echoes);
      const same = echoes.filter((one) => one.queue === queue);
      const heard = same.slice(0, random.int(1, consumers[queue].batchSize));
      for (const one of heard) {
        one.left -= 1;
        if (one.left === 0) echoes.splice(echoes.indexOf(one), 1);
      }
      await handle(
        queue,
        heard.map(({ record }) => record),
      );
    },
  };
}

function undoneOf(answer: unknown): ReadonlySet<string> {
  const { batchItemFailures = [] } = (answer ?? {}) as {
    batchItemFailures?: { itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}
