import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  type BatchResultErrorEntry,
  type ChangeMessageVisibilityCommandInput,
  type DeleteMessageBatchCommandInput,
  type DeleteMessageCommandInput,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  InvalidMessageContents,
  type MessageAttributeValue,
  MessageNotInflight,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  type ReceiveMessageCommandInput,
  type SendMessageBatchCommandInput,
  type SendMessageCommandInput,
  SQSServiceException,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import type { Fate } from './call.ts';
import {
  md5,
  type NewMessage,
  type Queue,
  type Queues,
  sequenceText,
  systemAttributes,
} from './queue.ts';
import { metadata, notSimulated, queueError, requireKnown } from './service-errors.ts';
import { utf8Length } from './utf8-order.ts';

type Asked = { readonly queues: Queues; readonly fate: Fate };
type Sending = Omit<SendMessageCommandInput, 'QueueUrl'>;

const maxBytes = 1024 * 1024;
const maxEntries = 10;
const maxDelaySeconds = 900;
const maxVisibilitySeconds = 43_200;
const messageOptions = [
  'MessageBody',
  'MessageGroupId',
  'MessageDeduplicationId',
  'MessageAttributes',
  'DelaySeconds',
];
const sendOptions = new Set(['QueueUrl', ...messageOptions]);
const entryOptions = new Set(['Id', ...messageOptions]);

function queueOf({ queues }: Asked, url: string | undefined): Queue {
  const queue = queues.byUrl.get(url ?? '');
  if (queue) return queue;
  throw new QueueDoesNotExist({ message: 'The specified queue does not exist.', ...metadata() });
}

const invalidValue = (message: string) => queueError('InvalidParameterValue', message);

/** Bytes of a message as SQS counts them: its body and its attributes. */
function bytesOf({ MessageBody = '', MessageAttributes = {} }: Sending): number {
  return Object.entries(MessageAttributes).reduce(
    (sum, [name, attribute]) => sum + utf8Length(name) + bytesOfAttribute(attribute),
    utf8Length(MessageBody),
  );
}

const bytesOfAttribute = ({
  DataType = '',
  StringValue = '',
  BinaryValue,
}: MessageAttributeValue) =>
  utf8Length(DataType) + utf8Length(StringValue) + (BinaryValue?.length ?? 0);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML does not have
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;
const identifier = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/u;

/** @throws SQSServiceException where SQS would not take the message. */
function messageFor({ settings: { fifo } }: Queue, input: Sending): NewMessage {
  const { MessageBody: body = '', MessageGroupId, MessageDeduplicationId } = input;
  if (body === '') throw queueError('MissingParameter', 'The request must contain MessageBody.');
  if (unsendable.test(body)) {
    throw new InvalidMessageContents({ message: 'Invalid characters found', ...metadata() });
  }
  if (bytesOf(input) > maxBytes) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
    );
  }
  for (const id of [MessageGroupId, MessageDeduplicationId]) {
    if (id !== undefined && !identifier.test(id))
      throw invalidValue('an id is 1 to 128 printable characters');
  }
  if (fifo && MessageGroupId === undefined) {
    throw queueError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  }
  if (fifo && MessageDeduplicationId === undefined) {
    throw invalidValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  if (!fifo && MessageDeduplicationId !== undefined) {
    throw invalidValue('The request include parameter that is not valid for this queue type');
  }
  return {
    body,
    groupId: MessageGroupId,
    deduplicationId: MessageDeduplicationId,
    attributes: { ...input.MessageAttributes },
    delayMs: 1000 * delayOf(input.DelaySeconds ?? 0, fifo),
  };
}

function delayOf(seconds: number, fifo: boolean): number {
  if (fifo && seconds !== 0) throw invalidValue('DelaySeconds is not valid for this queue type');
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= maxDelaySeconds) return seconds;
  throw invalidValue('DelaySeconds must be between 0 and 900');
}

function charge({ queues }: Asked, { name, settings: { fifo } }: Queue, bytes = 0): void {
  queues.meter?.queueRequest(name, { fifo, bytes });
}

function put(queue: Queue, input: Sending) {
  const message = messageFor(queue, input);
  const { messageId, sequence } = queue.send(message);
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(message.body),
    ...(queue.settings.fifo && { SequenceNumber: sequenceText(sequence) }),
  };
}

function sendMessage(asked: Asked, input: SendMessageCommandInput) {
  requireKnown('SendMessageCommand', input, sendOptions);
  const queue = queueOf(asked, input.QueueUrl);
  charge(asked, queue, bytesOf(input));
  return put(queue, input);
}

/** @throws SQSServiceException unless there are 1 to 10 entries of distinct, plain ids. */
function requireEntries(entries: readonly { Id?: string | undefined }[]): void {
  const refusal = (message: string) => ({ message, ...metadata() });
  if (entries.length === 0) throw new EmptyBatchRequest(refusal('no entries'));
  if (entries.length > maxEntries) {
    throw new TooManyEntriesInBatchRequest(refusal('at most 10 entries'));
  }
  const ids = entries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) throw new BatchEntryIdsNotDistinct(refusal('ids repeat'));
  if (ids.some((id) => !/^[\w-]{1,80}$/u.test(id))) {
    throw new InvalidBatchEntryId(
      refusal('an id is 1 to 80 letters, digits, hyphens, underscores'),
    );
  }
}

function sendBatch(asked: Asked, input: SendMessageBatchCommandInput) {
  requireKnown('SendMessageBatchCommand', input, new Set(['QueueUrl', 'Entries']));
  const queue = queueOf(asked, input.QueueUrl);
  const entries = input.Entries ?? [];
  requireEntries(entries);
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > maxBytes) {
    throw new BatchRequestTooLong({
      message: `a batch has at most ${maxBytes} bytes`,
      ...metadata(),
    });
  }
  charge(asked, queue, bytes);
  return forEach(asked, entries, (entry) => {
    requireKnown('SendMessageBatchCommand', entry, entryOptions);
    return put(queue, entry);
  });
}

/** Each entry by itself; a batch that is done partly leaves at least one out. */
function forEach<T extends { Id: string | undefined }, R extends object>(
  { fate, queues: { random } }: Asked,
  entries: readonly T[],
  carryOut: (entry: T) => R,
) {
  const Successful: (R & { Id: string | undefined })[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  const left = fate === 'partly' ? Math.floor(random() * entries.length) : -1;
  for (const [at, entry] of entries.entries()) {
    const { Id } = entry;
    if (at === left || (left >= 0 && random() < 0.5)) {
      Failed.push({ Id, SenderFault: false, Code: 'InternalError' });
      continue;
    }
    try {
      Successful.push({ Id, ...carryOut(entry) });
    } catch (cause) {
      if (!(cause instanceof SQSServiceException)) throw cause;
      Failed.push({ Id, SenderFault: true, Code: cause.name, Message: cause.message });
    }
  }
  return {
    ...(Successful.length > 0 && { Successful }),
    ...(Failed.length > 0 && { Failed }),
  };
}

const receiveOptions = new Set(
  'QueueUrl MaxNumberOfMessages VisibilityTimeout WaitTimeSeconds AttributeNames MessageSystemAttributeNames MessageAttributeNames'.split(
    ' ',
  ),
);

/** Answers at once, also when there is nothing: nobody waits here. All attributes come along. */
function receive(asked: Asked, input: ReceiveMessageCommandInput) {
  requireKnown('ReceiveMessageCommand', input, receiveOptions);
  const queue = queueOf(asked, input.QueueUrl);
  const most = input.MaxNumberOfMessages ?? 1;
  if (!(Number.isInteger(most) && most >= 1 && most <= maxEntries)) {
    throw invalidValue('MaxNumberOfMessages must be between 1 and 10');
  }
  const visibilityMs =
    input.VisibilityTimeout === undefined
      ? undefined
      : 1000 * visibilityOf(input.VisibilityTimeout);
  const messages = queue.receivable().slice(0, most);
  const Messages = messages.map((message) => {
    const { body, messageId, attributes } = message;
    const { receiptHandle } = queue.take(message, visibilityMs);
    return {
      MessageId: messageId,
      ReceiptHandle: receiptHandle,
      Body: body,
      MD5OfBody: md5(body),
      Attributes: systemAttributes(message, queue.settings.fifo),
      ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    };
  });
  charge(
    asked,
    queue,
    messages.reduce((sum, { body }) => sum + utf8Length(body), 0),
  );
  return Messages.length > 0 ? { Messages } : {};
}

function visibilityOf(seconds: number | undefined): number {
  if (seconds !== undefined && seconds >= 0 && seconds <= maxVisibilitySeconds) return seconds;
  throw invalidValue('VisibilityTimeout must be between 0 and 43200');
}

/** Finds a message by its newest receipt handle; an older one of it is as good as none. */
function received(queue: Queue, handle: string | undefined) {
  if (handle !== undefined && /^[\da-f-]{36}#\d+$/u.test(handle)) return queue.byHandle(handle);
  throw new ReceiptHandleIsInvalid({
    message: 'The input receipt handle is invalid.',
    ...metadata(404),
  });
}

function deleteMessage(asked: Asked, input: DeleteMessageCommandInput) {
  requireKnown('DeleteMessageCommand', input, new Set(['QueueUrl', 'ReceiptHandle']));
  const queue = queueOf(asked, input.QueueUrl);
  charge(asked, queue);
  const message = received(queue, input.ReceiptHandle);
  if (message) queue.done(message);
  return {};
}

function deleteBatch(asked: Asked, input: DeleteMessageBatchCommandInput) {
  requireKnown('DeleteMessageBatchCommand', input, new Set(['QueueUrl', 'Entries']));
  const queue = queueOf(asked, input.QueueUrl);
  const entries = input.Entries ?? [];
  requireEntries(entries);
  charge(asked, queue);
  return forEach(asked, entries, ({ ReceiptHandle }) => {
    const message = received(queue, ReceiptHandle);
    if (message) queue.done(message);
    return {};
  });
}

function changeVisibility(asked: Asked, input: ChangeMessageVisibilityCommandInput) {
  const known = new Set(['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout']);
  requireKnown('ChangeMessageVisibilityCommand', input, known);
  const queue = queueOf(asked, input.QueueUrl);
  charge(asked, queue);
  const seconds = visibilityOf(input.VisibilityTimeout);
  const message = received(queue, input.ReceiptHandle);
  if (!(message && queue.inFlight(message))) {
    throw new MessageNotInflight({ message: 'The message is not in flight.', ...metadata() });
  }
  queue.back(message, 1000 * seconds);
  return {};
}

// biome-ignore lint/suspicious/noExplicitAny: each command has an input of its own
type Operation = (asked: Asked, input: any) => object;

const operations = new Map<string, Operation>(
  Object.entries({
    SendMessageCommand: sendMessage,
    SendMessageBatchCommand: sendBatch,
    ReceiveMessageCommand: receive,
    DeleteMessageCommand: deleteMessage,
    DeleteMessageBatchCommand: deleteBatch,
    ChangeMessageVisibilityCommand: changeVisibility,
  }),
);

/** Carries out a command of the SQS client at once. */
export function runOnQueues(asked: Asked, operation: string, input: unknown): object {
  const run = operations.get(operation);
  if (!run) throw notSimulated(operation);
  return run(asked, input);
}
