import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { IntakeMessage } from '../../events/messages.ts';
import type { BatchRef } from '../reports/batches.ts';

/**
 * Has a batch taken up again where it stands, behind what waits by then. The queue is told for whom,
 * so that one entity's many batches do not keep the others' waiting.
 */
export const intakeQueue = ({ client, url }: { client: SQSClient; url: string }) => ({
  async takeUpAgain({ entity, batchId }: BatchRef): Promise<void> {
    const message: IntakeMessage = { type: 'batch-submitted', entity, batchId };
    const MessageBody = JSON.stringify(message);
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: entity }),
    );
  },
});
