import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { decisionRecordedSchema } from '../../events/messages.ts';
import { recordDecision } from '../../lib/audit/record-decision.ts';

export type Ports = Parameters<typeof recordDecision>[0];

/** Messages of the audit queue: decisions that were recorded. */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) =>
      Promise.allSettled(
        Records.map(async ({ body }) => {
          await recordDecision(ports, decisionRecordedSchema.parse(JSON.parse(body)));
        }),
      ),
    );

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
