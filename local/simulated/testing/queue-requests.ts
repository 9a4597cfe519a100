import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';

/** Where requests go, and the receipt handles of what came so far of each queue. */
export type QueueTarget = {
  client: SQSClient;
  standard: { url: string; handles: string[] };
  fifo: { url: string; handles: string[] };
  /** Opens every deduplication id. */
  run: string;
};

export type QueueRequest = (target: QueueTarget) => Promise<unknown>;

const bodies = fc.constantFrom('a', 'b', 'é', 'with \u0000 in it');
const groups = fc.constantFrom('one', 'two');
const entryOf = (...ids: string[]) =>
  fc.record({ Id: fc.constantFrom(...ids), MessageBody: bodies });
/** Ids repeat, or cannot be ids: where both are wrong there is no saying what is looked at first. */
const entries = fc.oneof(
  { weight: 9, arbitrary: fc.array(entryOf('1', '2', '3', '4', '5'), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(entryOf('not one!'), { minLength: 1, maxLength: 1 }) },
);

const sending = bodies.map(
  (MessageBody): QueueRequest =>
    ({ client, standard: { url } }) =>
      client.send(new SendMessageCommand({ QueueUrl: url, MessageBody })),
);
const sendingMany = entries.map(
  (Entries): QueueRequest =>
    ({ client, standard: { url } }) =>
      client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })),
);
const deleting = fc.nat(5).map(
  (at): QueueRequest =>
    async ({ client, standard: { url, handles } }) => {
      const ReceiptHandle = handles[at];
      if (ReceiptHandle === undefined) return {};
      return client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    },
);
/** Its handle is not used again: fauxqs then deletes nothing by it, and AWS documents no answer. */
const givingBack = fc.nat(5).map(
  (at): QueueRequest =>
    async ({ client, standard: { url, handles } }) => {
      const [ReceiptHandle] = handles.splice(at, 1);
      if (ReceiptHandle === undefined) return {};
      const change = { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 };
      return client.send(new ChangeMessageVisibilityCommand(change));
    },
);
const sendingInOrder = fc.tuple(bodies, groups).map(
  ([MessageBody, MessageGroupId]): QueueRequest =>
    ({ client, fifo: { url }, run }) => {
      const MessageDeduplicationId = `${run}${MessageBody}`.replaceAll(/\W/gu, '-');
      const message = { MessageBody, MessageGroupId, MessageDeduplicationId };
      return client.send(new SendMessageCommand({ QueueUrl: url, ...message }));
    },
);
const deletingInOrder = fc.nat(5).map(
  (at): QueueRequest =>
    async ({ client, fifo: { url, handles } }) => {
      const ReceiptHandle = handles[at];
      if (ReceiptHandle === undefined) return {};
      const Entries = [{ Id: '1', ReceiptHandle }];
      return client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    },
);

type Received = { text: string; handle: string };

async function receive(client: SQSClient, url: string, most: number): Promise<Received[]> {
  const MessageSystemAttributeNames = ['All' as const];
  const options = { QueueUrl: url, MaxNumberOfMessages: most, MessageSystemAttributeNames };
  const { Messages = [] } = await client.send(new ReceiveMessageCommand(options));
  return Messages.map(({ Body, MD5OfBody, Attributes, ReceiptHandle = '' }) => {
    const { ApproximateReceiveCount, MessageGroupId } = Attributes ?? {};
    const text = JSON.stringify({ Body, MD5OfBody, ApproximateReceiveCount, MessageGroupId });
    return { text, handle: ReceiptHandle };
  });
}

/** Keeps the handles of what came, and tells the rest. */
function told(received: readonly Received[], handles: string[]): { messages: string[] } {
  handles.push(...received.map(({ handle }) => handle));
  return { messages: received.map(({ text }) => text) };
}

const receivingInOrder: QueueRequest = async ({ client, fifo: { url, handles } }) =>
  told(await receive(client, url, 1), handles);

/** Until nothing more comes, and sorted: a standard queue has no order. */
const receivingAll: QueueRequest = async ({ client, standard: { url, handles } }) => {
  const all: Received[] = [];
  for (;;) {
    const some = await receive(client, url, 10);
    if (some.length === 0) break;
    all.push(...some);
  }
  return told(
    all.sort((one, other) => one.text.localeCompare(other.text)),
    handles,
  );
};

export const queueRequests: fc.Arbitrary<QueueRequest> = fc.oneof(
  sending,
  sendingMany,
  fc.constant(receivingAll),
  deleting,
  givingBack,
  sendingInOrder,
  fc.constant(receivingInOrder),
  deletingInOrder,
);

/** Without names and numbers, which are the server's own, and the words of a failure. */
export const tidyAnswer = (answer: Record<string, unknown>) => {
  const { Successful = [], Failed = [], messages, MD5OfMessageBody } = answer;
  return {
    messages,
    MD5OfMessageBody,
    successful: (Successful as { Id: string }[]).map(({ Id }) => Id),
    failed: (Failed as { Id: string; Code: string }[]).map(({ Id, Code }) => [Id, Code]),
  };
};
