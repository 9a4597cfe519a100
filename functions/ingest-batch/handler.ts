import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type IntakeMessage, intakeMessageSchema } from '../../events/messages.ts';
import type { BatchRef } from '../../lib/reports/batches.ts';
import { ingestBatch, type Ports } from '../../lib/reports/ingest-batch.ts';
import { batchOfUpload } from '../../lib/reports/object-names.ts';

/** What is left of the function's time when no further block is begun. */
const reserveMilliseconds = 25_000;

/** Messages of the intake queue: batches that were accepted, uploads that arrived. */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }, context) => {
      const hasTime = () => context.getRemainingTimeInMillis() > reserveMilliseconds;
      return Promise.allSettled(
        Records.map(async ({ body }) => {
          for (const ref of batchesIn(intakeMessageSchema.parse(JSON.parse(body)))) {
            await ingestBatch(ports, { ref, hasTime });
          }
        }),
      );
    });

/** A bucket's test message names none, and neither does an object that is not an upload of ours. */
function batchesIn(message: IntakeMessage): BatchRef[] {
  if ('type' in message) return [{ entity: message.entity, batchId: message.batchId }];
  if (!('Records' in message)) return [];
  return message.Records.flatMap(({ s3 }) => {
    const name = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
    return batchOfUpload(name) ?? [];
  });
}

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
