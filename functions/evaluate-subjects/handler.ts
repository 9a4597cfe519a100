import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ledgersChangedSchema } from '../../events/messages.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';
import { evaluateSubjects, type Ports } from '../../lib/indicators/evaluate-subjects.ts';

/** Messages of the evaluation queue: ledgers that changed. */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) => {
      const evaluations = eachKeyOnce(ports);
      return Promise.allSettled(
        Records.map(async ({ body }) => {
          const { keys } = ledgersChangedSchema.parse(JSON.parse(body));
          await evaluations(keys);
        }),
      );
    });

/**
 * A key that several messages name is evaluated once, and each of them fails if that does: all of
 * them were sent before the first was taken up, so the one evaluation covers them all.
 */
function eachKeyOnce(ports: Ports): (keys: readonly LedgerKey[]) => Promise<void> {
  const begun = new Map<LedgerKey, Promise<void>>();
  return async (keys) => {
    const fresh = [...new Set(keys)].filter((key) => !begun.has(key));
    const work = fresh.length > 0 ? evaluateSubjects(ports, fresh) : Promise.resolve();
    for (const key of fresh) begun.set(key, work);
    const outcomes = await Promise.allSettled(new Set(keys.map((key) => begun.get(key))));
    const failed = outcomes.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  };
}

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
