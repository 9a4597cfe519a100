import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { disclosureApprovedSchema } from '../../events/messages.ts';
import {
  type DispatchPorts,
  dispatchDisclosure,
} from '../../lib/disclosures/dispatch-disclosure.ts';

/** Messages of the dispatch queue: disclosures that a second person approved. */
export const createHandler = (ports: DispatchPorts) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) =>
      Promise.allSettled(
        Records.map(async ({ body }) => {
          const { disclosureId } = disclosureApprovedSchema.parse(JSON.parse(body));
          const outcome = await dispatchDisclosure(ports, disclosureId);
          if (outcome === 'held') {
            const error = 'recipient-key-missing';
            logger.error('no key to encrypt to', { disclosureId, error });
          }
        }),
      ),
    );

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
