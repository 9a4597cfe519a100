import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type IntakeMessage, intakeMessageSchema } from '../../events/messages.ts';
import type { BatchRef } from '../../lib/reports/batches.ts';
import { ingestBatch, type Ports } from '../../lib/reports/ingest-batch.ts';
import { batchOfUpload } from '../../lib/reports/object-names.ts';

/** What is left of the function's time when no further block is begun. */
const reserveMilliseconds = 25_000;

type Turns = {
  /** How long a batch is worked on before others have their turn. */
  turnSeconds: number;
  /** How often a message is tried before it goes to the dead letters. */
  tries: number;
};

/** Messages of the intake queue: batches that were accepted, uploads that arrived. */
export const createHandler = (
  ports: Ports,
  { turnSeconds, tries }: Turns = { turnSeconds: 30, tries: 5 },
) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }, context) => {
      const hasTime = turnOf(context, turnSeconds);
      return Promise.allSettled(
        Records.map(async ({ body, attributes }) => {
          const lastTry = Number(attributes?.ApproximateReceiveCount) >= tries;
          for (const ref of batchesIn(intakeMessageSchema.parse(JSON.parse(body)))) {
            await ingestBatch(ports, { ref, hasTime, lastTry });
            logger.info('turn taken', {
              batchId: ref.batchId,
              ageSeconds: ageSeconds(ref, ports.now()),
            });
          }
        }),
      );
    });

/**
 * Whether a further block may be begun. The turn begins when this is asked first: what was done before
 * has to be read past anew, and a turn that ended with that would never get anywhere.
 */
function turnOf(context: Context, turnSeconds: number): () => boolean {
  let end: number | undefined;
  return () => {
    const left = context.getRemainingTimeInMillis();
    end ??= left - 1000 * turnSeconds;
    return left > Math.max(end, reserveMilliseconds);
  };
}

/** A bucket's test message names none, and neither does an object that is not an upload of ours. */
function batchesIn(message: IntakeMessage): BatchRef[] {
  if ('type' in message) return [{ entity: message.entity, batchId: message.batchId }];
  if (!('Records' in message)) return [];
  return message.Records.flatMap(({ s3 }) => {
    const name = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
    return batchOfUpload(name) ?? [];
  });
}

/** How long ago a batch was registered, which its id tells: the first 48 bits of a UUIDv7. */
function ageSeconds({ batchId }: BatchRef, now: string): number {
  const registered = Number.parseInt(batchId.replaceAll('-', '').slice(0, 12), 16);
  return Math.round((Date.parse(now) - registered) / 1000);
}

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
