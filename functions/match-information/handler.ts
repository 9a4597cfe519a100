import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { informationFiledSchema } from '../../events/messages.ts';
import {
  type MatchingPorts,
  matchInformation,
} from '../../lib/information-records/match-information.ts';

export type Ports = MatchingPorts;

/** Messages of the information queue: records that agencies filed. */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) =>
      Promise.allSettled(
        Records.map(async ({ body }) => {
          const { agency, recordId } = informationFiledSchema.parse(JSON.parse(body));
          await matchInformation(ports, { agency, recordId });
        }),
      ),
    );

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
