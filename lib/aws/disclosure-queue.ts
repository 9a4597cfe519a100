import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SubjectEvaluated } from '../../events/messages.ts';
import type { Evaluated } from '../indicators/evaluate-subjects.ts';

/** What one request may carry. */
const messagesPerRequest = 10;
const attempts = 5;

/**
 * Sends `subject-evaluated` through the disclosure queue: one group for each subject, so that a
 * subject is looked at by one at a time; one name for each reason, so that a repeated call sends
 * nothing again while the queue remembers (5 minutes), and two changes never take each other's place.
 *
 * @param pause waits before the next attempt, counted from 1.
 * @throws Error when the queue keeps refusing messages.
 */
export const disclosureQueue =
  ({
    client,
    url,
    pause,
  }: {
    client: SQSClient;
    url: string;
    pause: (attempt: number) => Promise<void>;
  }) =>
  async (evaluated: readonly Evaluated[]): Promise<void> => {
    const once = [...new Map(evaluated.map((one) => [one.reason, one])).values()];
    for (let next = 0; next < once.length; next += messagesPerRequest) {
      let unsent = once.slice(next, next + messagesPerRequest).map(entryOf);
      for (let attempt = 1; unsent.length > 0; attempt += 1) {
        if (attempt > attempts) throw new Error(`${unsent.length} messages were refused`);
        if (attempt > 1) await pause(attempt - 1);
        const send = new SendMessageBatchCommand({ QueueUrl: url, Entries: unsent });
        const { Failed = [] } = await client.send(send);
        const refused = new Set(Failed.map(({ Id }) => Id));
        unsent = unsent.filter(({ Id }) => refused.has(Id));
      }
    }
  };

function entryOf({ subject, reason }: Evaluated, place: number) {
  const message: SubjectEvaluated = { type: 'subject-evaluated', subject };
  return {
    Id: String(place),
    MessageBody: JSON.stringify(message),
    MessageGroupId: subject,
    MessageDeduplicationId: reason,
  };
}
