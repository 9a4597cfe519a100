import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { LedgersChanged } from '../../events/messages.ts';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { ledgersOf } from '../../test/simulation/world/functions.ts';
import type { Batch } from './batches.ts';
import { entity } from './calendar.ts';
import type { Calls } from './calls.ts';
import { deliverAll } from './deliveries.ts';
import { type Functions, machineFor, meteredFunctions } from './functions.ts';
import { type MeteredCloud, meteredCloud } from './metered-cloud.ts';
import type { SdkTime } from './sdk-time.ts';
import type { StagedMeter } from './stages.ts';
import { uploadBatch } from './upload.ts';

export type MeteredMachine = {
  meter: StagedMeter;
  calls: Calls;
  times: Functions['times'];
  /** To give somebody a past; nothing of it is measured. */
  ledgers: ReturnType<typeof ledgersOf>;
  /** Uploads a batch and lets it have its last effect. */
  take(batch: Batch, options?: { measured?: boolean }): Promise<void>;
  /** Has ledgers judged, unmeasured. */
  judge(keys: LedgersChanged['keys']): Promise<void>;
};

/**
 * The functions from the upload to the case on a cloud in this process that bills. One thing happens
 * at a time.
 */
export function meteredMachine(rulebook: Rulebook, sdk: SdkTime): MeteredMachine {
  const metered = meteredCloud(sdk);
  const { cloud, stores } = metered;
  const functions = meteredFunctions(metered, rulebook);
  const { dynamodb, sqs } = cloud.clientsOf('housekeeping');
  const batches = batchRepository({ client: dynamodb, table: stores.tables.reports });

  /** What was not taken would be cheap. */
  async function requireTaken(batchId: string, { reports }: Batch): Promise<void> {
    const batch = await batches.get({ entity, batchId });
    if (batch?.counts.accepted === reports) return;
    throw new RangeError(`of ${reports} reports: ${JSON.stringify(batch?.counts)}`);
  }

  return {
    meter: metered.meter,
    calls: metered.calls,
    times: functions.times,
    ledgers: ledgersOf(machineFor(metered, rulebook, 'past')),
    async take(batch, { measured = true } = {}) {
      metered.advanceTo(batch.lastNight);
      metered.enter(measured ? 'submit' : 'before');
      const batchId = await uploadBatch(metered, functions, batch);
      await deliverAll(metered, functions, { measured });
      await requireTaken(batchId, batch);
      await forgetBytes(metered);
    },
    async judge(keys) {
      metered.enter('before');
      const message: LedgersChanged = { type: 'ledgers-changed', keys };
      const MessageBody = JSON.stringify(message);
      const QueueUrl = stores.queues.evaluation;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: entity }));
      await deliverAll(metered, functions, { measured: false });
    },
  };
}

/** What nobody reads again here is only counted from then on, so that memory stays bounded. */
async function forgetBytes({ cloud, stores, kept }: MeteredCloud): Promise<void> {
  const { s3 } = cloud.clientsOf('housekeeping');
  const Bucket = stores.buckets.inbox;
  for (const [Key, bytes] of cloud.objects(Bucket)) {
    if (kept.takes(Key, bytes)) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
}
