import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PersonalDataRead } from '../../events/messages.ts';

/** Tells the audit queue of each read: resolves when all are kept there. */
export const auditQueue =
  ({ client, url }: { client: SQSClient; url: string }) =>
  async (reads: readonly PersonalDataRead[]): Promise<void> => {
    await Promise.all(
      reads.map((read) =>
        client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(read) })),
      ),
    );
  };
