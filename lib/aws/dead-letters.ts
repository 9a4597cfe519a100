import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue with work, and the one that keeps what failed there too often. */
export type DeadLetterQueue = {
  /** Short: "intake". The whole name where that cannot be told. */
  name: string;
  url: string;
  /** Where its messages came from, and go back to. */
  sourceUrl: string;
  /** As SQS counts them, which is approximate. */
  count: number;
};

/** A message as far as it may be told of; `body` is for whoever reads it by its schema. */
export type DeadLetter = {
  messageId: string;
  body: string;
  group: string | undefined;
  /** RFC 3339 UTC: when it was first sent. */
  sentAt: string;
  receiveCount: number;
};

/**
 * The dead-letter queues of a stack: those that a queue of it gives up to. Which they are the queues
 * say themselves, so no list has to be kept.
 *
 * @param stack the name of the CloudFormation stack, with which its queues' names begin.
 */
export async function findDeadLetterQueues(
  client: SQSClient,
  stack: string,
): Promise<DeadLetterQueue[]> {
  const urls: string[] = [];
  const pages = paginateListQueues({ client, pageSize: 100 }, { QueueNamePrefix: `${stack}-` });
  for await (const { QueueUrls = [] } of pages) urls.push(...QueueUrls);
  const queues = await Promise.all(urls.map((url) => readQueue(client, url)));
  return queues
    .flatMap((source) => {
      const target = queues.find(({ arn }) => arn === source.givesUpTo);
      if (!target) return [];
      const { url, count } = target;
      return [{ name: shortName(source.url), url, sourceUrl: source.url, count }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function readQueue(client: SQSClient, url: string) {
  const AttributeNames = ['QueueArn', 'RedrivePolicy', 'ApproximateNumberOfMessages'] as const;
  const command = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: [...AttributeNames],
  });
  const { Attributes: given = {} } = await client.send(command);
  const policy = given.RedrivePolicy === undefined ? {} : JSON.parse(given.RedrivePolicy);
  return {
    url,
    arn: given.QueueArn ?? '',
    count: Number(given.ApproximateNumberOfMessages ?? 0),
    givesUpTo: policy.deadLetterTargetArn as string | undefined,
  };
}

/** "Moneytrail-BatchIntakeIntakeQueue0A1B2C3D-x" is the intake queue: the construct's own word. */
function shortName(url: string): string {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const [, word] = /([A-Z][a-z]+)Queue[0-9A-F]{8}/.exec(name) ?? [];
  return word?.toLowerCase() ?? name;
}

/** So long others do not see a message that is looked at, should nobody give it back. */
const lookSeconds = 60;

type Held = { letter: DeadLetter; handle: string };

/**
 * The letters of a queue, in the order SQS hands them out, each until the next is asked for. Those that
 * `take` says are done with are removed; all others are given back at the end. Of one FIFO group
 * SQS hands out ten and holds back the rest while those are out.
 */
async function forEachLetter(
  client: SQSClient,
  url: string,
  take: (letter: DeadLetter) => Promise<'done' | 'kept' | 'stop'>,
): Promise<void> {
  const out = new Set<string>();
  const seen = new Set<string>();
  try {
    for (;;) {
      const held = await receive(client, url);
      for (const { handle } of held) out.add(handle);
      const fresh = held.filter(({ letter }) => !seen.has(letter.messageId));
      if (fresh.length === 0) return;
      for (const { letter, handle } of fresh) {
        seen.add(letter.messageId);
        const outcome = await take(letter);
        if (outcome === 'stop') return;
        if (outcome === 'kept') continue;
        await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle }));
        out.delete(handle);
      }
    }
  } finally {
    // Backwards: what comes back to a FIFO queue comes back in front.
    for (const handle of [...out].reverse()) await giveBack(client, url, handle);
  }
}

async function receive(client: SQSClient, url: string): Promise<Held[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: lookSeconds,
    WaitTimeSeconds: 1,
    MessageSystemAttributeNames: ['All'],
  });
  const { Messages = [] } = await client.send(command);
  return Messages.map((message) => ({
    letter: letterOf(message),
    handle: message.ReceiptHandle ?? '',
  }));
}

const letterOf = ({ MessageId = '', Body = '', Attributes = {} }: Message): DeadLetter => ({
  messageId: MessageId,
  body: Body,
  group: Attributes.MessageGroupId,
  sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
  receiveCount: Number(Attributes.ApproximateReceiveCount),
});

/** What cannot be given back shows itself again when its time is over. */
async function giveBack(client: SQSClient, url: string, handle: string): Promise<void> {
  const back = { QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: 0 };
  await client.send(new ChangeMessageVisibilityCommand(back)).catch(() => undefined);
}

/** The letters of a queue, at most so many; they stay where they are. */
export async function lookAtDeadLetters(
  client: SQSClient,
  { url }: Pick<DeadLetterQueue, 'url'>,
  most: number,
): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  await forEachLetter(client, url, async (letter) => {
    letters.push(letter);
    return letters.length === most ? 'stop' : 'kept';
  });
  return letters;
}

/**
 * Sends letters to where they came from, each before it is removed: whatever interrupts this, none is
 * lost, and one may be sent twice, which every stage bears. A letter that was sent after this began is
 * one that has failed again, and is left alone.
 *
 * @param chosen the id of the only letter to send; all of them when not given.
 * @param onSent called after each.
 * @returns the ids of those that were sent.
 */
export async function replayDeadLetters(
  client: SQSClient,
  { url, sourceUrl }: Pick<DeadLetterQueue, 'url' | 'sourceUrl'>,
  { chosen, begunAt, onSent }: { chosen?: string; begunAt: string; onSent?: () => void },
): Promise<string[]> {
  const sent: string[] = [];
  await forEachLetter(client, url, async (letter) => {
    if (chosen !== undefined && letter.messageId !== chosen) return 'kept';
    if (letter.sentAt > begunAt) return 'kept';
    await client.send(new SendMessageCommand(sendingOf(letter, sourceUrl)));
    sent.push(letter.messageId);
    onSent?.();
    return 'done';
  });
  return sent;
}

/** Under a new name, or a queue that remembers the old one would swallow it. */
const sendingOf = ({ body, group }: DeadLetter, sourceUrl: string) => ({
  QueueUrl: sourceUrl,
  MessageBody: body,
  ...(group !== undefined && { MessageGroupId: group }),
  ...(sourceUrl.endsWith('.fifo') && { MessageDeduplicationId: randomUUID() }),
});
