import { hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Meter } from './meter.ts';

/** A message that is in a queue. */
export type QueuedMessage = {
  readonly messageId: string;
  readonly body: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** Its place among all messages of the cloud. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** From when on it can be received, epoch milliseconds. */
  visibleAt: number;
  /** Given by the newest receive. */
  receiptHandle: string | undefined;
};

export type QueueSettings = {
  readonly fifo: boolean;
  readonly visibilityMs: number;
  /** Received so often in vain, a message goes to the dead letters. */
  readonly maxReceiveCount: number;
};

export type NewMessage = Pick<
  QueuedMessage,
  'body' | 'groupId' | 'deduplicationId' | 'attributes'
> & { delayMs: number };

/** One queue, as SQS keeps it; what its callers may send is checked elsewhere. */
export type Queue = {
  readonly name: string;
  readonly url: string;
  readonly settings: QueueSettings;
  /** A FIFO queue sends nothing twice that has the same deduplication id within five minutes. */
  send(message: NewMessage): { messageId: string; sequence: number };
  /** Messages that can be received now, oldest first; of a FIFO queue the first of each free group. */
  waiting(): QueuedMessage[];
  /** Messages that one receive may bring, in order: of a FIFO queue all of each free group. */
  receivable(): QueuedMessage[];
  take(message: QueuedMessage, visibilityMs?: number): SQSRecord;
  done(message: QueuedMessage): void;
  back(message: QueuedMessage, afterMs?: number): void;
  inFlight(message: QueuedMessage): boolean;
  byHandle(handle: string): QueuedMessage | undefined;
  deadLetters(): QueuedMessage[];
  /** Takes in what another queue gave up. */
  adopt(message: QueuedMessage): void;
  all(): QueuedMessage[];
};

const deduplicationMs = 300_000;

export function simulatedQueue({
  name,
  url,
  settings,
  deadLetters,
  now,
  number,
}: {
  name: string;
  url: string;
  settings: QueueSettings;
  /** Where messages go that were received too often; kept beside the queue when left out. */
  deadLetters: Queue | undefined;
  now: () => number;
  /** The number of the next message of the cloud. */
  number: () => number;
}): Queue {
  const messages = new Set<QueuedMessage>();
  const byId = new Map<string, QueuedMessage>();
  const remembered = new Map<string, { messageId: string; sequence: number; at: number }>();
  const givenUp: QueuedMessage[] = [];
  const enter = (message: QueuedMessage) => {
    messages.add(message);
    byId.set(message.messageId, message);
  };
  const leave = (message: QueuedMessage) => {
    messages.delete(message);
    byId.delete(message.messageId);
  };
  const inFlight = (message: QueuedMessage) =>
    message.receiptHandle !== undefined && message.visibleAt > now();

  /** SQS looks at the receive count when a message would be received once more. */
  function giveUp(): void {
    if (messages.size === 0) return;
    for (const message of messages) {
      const tried = message.receiveCount >= settings.maxReceiveCount;
      if (!tried || message.visibleAt > now()) continue;
      leave(message);
      if (deadLetters) deadLetters.adopt(message);
      else givenUp.push(message);
    }
  }

  function receivable(): QueuedMessage[] {
    if (messages.size === 0) return [];
    giveUp();
    if (!settings.fifo) return [...messages].filter(({ visibleAt }) => visibleAt <= now());
    const held = new Set([...messages].filter(inFlight).map(({ groupId }) => groupId));
    return [...messages].filter(({ groupId }) => !held.has(groupId));
  }

  return {
    name,
    url,
    settings,
    receivable,
    inFlight,
    send({ delayMs, ...message }) {
      const key = settings.fifo ? message.deduplicationId : undefined;
      const known = key === undefined ? undefined : remembered.get(key);
      if (known && now() - known.at < deduplicationMs) return known;
      const sequence = number();
      const messageId = uuidOf(sequence);
      enter({
        ...message,
        messageId,
        sequence,
        sentAt: now(),
        firstReceivedAt: undefined,
        receiveCount: 0,
        visibleAt: now() + delayMs,
        receiptHandle: undefined,
      });
      if (key !== undefined) remembered.set(key, { messageId, sequence, at: now() });
      return { messageId, sequence };
    },
    waiting() {
      if (!settings.fifo) return receivable();
      const heads = new Map<string | undefined, QueuedMessage>();
      for (const one of receivable()) if (!heads.has(one.groupId)) heads.set(one.groupId, one);
      return [...heads.values()];
    },
    take(message, visibilityMs = settings.visibilityMs) {
      message.receiveCount += 1;
      message.firstReceivedAt ??= now();
      message.visibleAt = now() + visibilityMs;
      message.receiptHandle = `${message.messageId}#${message.receiveCount}`;
      return recordOf(name, message);
    },
    done: leave,
    back(message, afterMs = 0) {
      message.visibleAt = now() + afterMs;
    },
    byHandle(handle) {
      const message = byId.get(handle.split('#')[0] ?? '');
      return message?.receiptHandle === handle ? message : undefined;
    },
    deadLetters() {
      giveUp();
      return deadLetters ? deadLetters.all() : [...givenUp];
    },
    adopt: (message) => enter({ ...message, visibleAt: now(), receiptHandle: undefined }),
    all() {
      giveUp();
      return [...messages];
    },
  };
}

/** A UUID that tells the number, so that a history is the same each time it is run. */
const uuidOf = (sequence: number): string =>
  `00000000-0000-4000-8000-${sequence.toString(16).padStart(12, '0')}`;

const sequenceDigits = 20;
export const sequenceText = (sequence: number): string =>
  String(sequence).padStart(sequenceDigits, '0');

export const md5 = (text: string): string => hash('md5', text, 'hex');

/** What SQS tells of a message beside its body. */
export const systemAttributes = (message: QueuedMessage, fifo: boolean) => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentAt),
  SenderId: 'simulated',
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
  ...(message.deduplicationId !== undefined && {
    MessageDeduplicationId: message.deduplicationId,
  }),
  ...(fifo && { SequenceNumber: sequenceText(message.sequence) }),
});

/** A message in the words of Lambda. */
function recordOf(queue: string, message: QueuedMessage): SQSRecord {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle ?? '',
    body: message.body,
    attributes: systemAttributes(message, queue.endsWith('.fifo')),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, value]) => [name, attributeOf(value)]),
    ),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:ca-central-1:000000000000:${queue}`,
    awsRegion: 'ca-central-1',
  };
}

const attributeOf = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  dataType: (DataType ?? 'String') as 'String',
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
});

/** All queues by URL, and what their answers may depend on. */
export type Queues = {
  readonly byUrl: Map<string, Queue>;
  /** How many messages there were, to number the next. */
  sent: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly meter: Meter | undefined;
};
