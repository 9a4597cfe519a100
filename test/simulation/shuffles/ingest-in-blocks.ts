import type { SQSRecord } from 'aws-lambda';
import { batchSubmittedSchema } from '../../../events/messages.ts';
import { batchRepository } from '../../../lib/aws/batch-repository.ts';
import { evaluationQueue } from '../../../lib/aws/evaluation-queue.ts';
import { inboxBucket } from '../../../lib/aws/inbox.ts';
import { intakeQueue } from '../../../lib/aws/intake-queue.ts';
import { receiptStore } from '../../../lib/aws/receipt-store.ts';
import { ingestBatch, type Ports } from '../../../lib/reports/ingest-batch.ts';
import { ledgersOf, registerOf } from '../world/functions.ts';
import type { ShuffledWorld } from './shuffled-world.ts';

const mostBlocks = 8;

/**
 * What `ingest-batch` does with messages of the intake queue, but in blocks of at most so many
 * records, and with time for some blocks only: the rest is left to a further message.
 *
 * @returns the names of messages that must come again.
 */
export async function ingestInBlocks(
  world: ShuffledWorld,
  records: readonly SQSRecord[],
  recordsPerBlock: number,
): Promise<ReadonlySet<string>> {
  const ports = ingestPorts(world);
  const undone = new Set<string>();
  for (const { body, messageId } of records) {
    const { entity, batchId } = batchSubmittedSchema.parse(JSON.parse(body));
    let blocks = world.random.int(1, mostBlocks);
    const hasTime = () => blocks-- > 0;
    const ref = { entity, batchId };
    await ingestBatch(ports, { ref, hasTime, recordsPerBlock }).catch(() => undone.add(messageId));
  }
  return undone;
}

function ingestPorts({ machine, stores }: ShuffledWorld): Ports {
  const { clients, pause, now, newId } = machine;
  const { sqs } = clients;
  const inbox = { client: clients.s3, bucket: stores.buckets.inbox, pause };
  return {
    batches: batchRepository({ client: clients.dynamodb, table: stores.tables.reports, pause }),
    register: registerOf(machine),
    ledgers: ledgersOf(machine),
    inbox: inboxBucket(inbox),
    receipts: receiptStore(inbox),
    evaluations: evaluationQueue({ client: sqs, url: stores.queues.evaluation }),
    intake: intakeQueue({ client: sqs, url: stores.queues.intake }),
    now,
    newId,
  };
}
