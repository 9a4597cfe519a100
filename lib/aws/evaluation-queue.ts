import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LedgersChanged } from '../../events/messages.ts';
import type { EntityNumber, LedgerKey } from '../identifiers.ts';

/** As many keys as one message may name. */
const maxKeys = 500;

/**
 * Asks, through the evaluation queue, for ledgers to be looked at again. The queue is told on whose
 * behalf, so that one entity's many subjects do not keep the others' waiting.
 */
export const evaluationQueue = ({ client, url }: { client: SQSClient; url: string }) => ({
  async request(keys: readonly LedgerKey[], onBehalfOf: EntityNumber): Promise<void> {
    for (let start = 0; start < keys.length; start += maxKeys) {
      const message: LedgersChanged = {
        type: 'ledgers-changed',
        keys: keys.slice(start, start + maxKeys),
      };
      const MessageBody = JSON.stringify(message);
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: onBehalfOf }),
      );
    }
  },
});
