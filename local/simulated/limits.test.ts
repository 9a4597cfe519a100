import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Clients, simulatedCloud } from './cloud.ts';

const TableName = 't';
let clients: Clients;
let QueueUrl: string;
let fifo: string;

beforeEach(() => {
  const cloud = simulatedCloud({ gate: () => 'done', now: () => 0, random: () => 0 });
  cloud.createTable(TableName);
  cloud.createBucket('b');
  QueueUrl = cloud.createQueue('q');
  fifo = cloud.createQueue('f', { fifo: true });
  clients = cloud.clientsOf('test');
});

const named = (name: string) => expect.objectContaining({ name });
const invalid = named('ValidationException');
const text = (length: number) => 'x'.repeat(length);
const keys = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ pk: 'p', sk: String(at) }));
const put = (Item: Record<string, unknown>) =>
  clients.dynamodb.send(new PutCommand({ TableName, Item }));

describe('an item', () => {
  // "pk" and "sk" with a letter each, and the name "v": 7 bytes.
  test.each([
    { what: 'text', value: (bytes: number) => text(bytes) },
    {
      what: 'text of two bytes a letter',
      value: (bytes: number) => `${'é'.repeat(9)}${text(bytes - 18)}`,
    },
    { what: 'bytes', value: (bytes: number) => new Uint8Array(bytes) },
    // 3 of the list, and of each element its own byte and 4 of the number.
    {
      what: 'a list of numbers',
      value: (bytes: number) => [
        ...Array.from({ length: 80_000 }, () => 12_345),
        text(bytes - 3 - 5 * 80_000 - 1),
      ],
    },
    { what: 'a map', value: (bytes: number) => ({ name: text(bytes - 3 - 1 - 4) }) },
  ])('of $what has at most 400 KB', async ({ value }) => {
    await put({ pk: 'p', sk: 's', v: value(409_600 - 7) });
    await expect(put({ pk: 'p', sk: 's', v: value(409_601 - 7) })).rejects.toThrow(invalid);
  });

  test.each([
    { pk: text(2048), sk: text(1024), fits: true },
    { pk: text(2049), sk: 's', fits: false },
    { pk: 'p', sk: text(1025), fits: false },
    { pk: 'p', sk: 'é'.repeat(513), fits: false },
    { pk: '', sk: 's', fits: false },
    { pk: 'p', sk: '', fits: false },
    { pk: 1, sk: 's', fits: false },
  ])(
    'has a key of 2,048 and 1,024 bytes at most, and not empty ($fits)',
    async ({ pk, sk, fits }) => {
      if (fits) await put({ pk, sk });
      else await expect(put({ pk, sk })).rejects.toThrow(invalid);
    },
  );

  test.each([
    { value: undefined, says: 'removeUndefinedValues' },
    { value: new Set(), says: 'non-empty set' },
    { value: new Date(0), says: 'Unsupported type' },
    { value: Number.NaN, says: 'NaN' },
    { value: 2 ** 53, says: 'MAX_SAFE_INTEGER' },
  ])('cannot hold what the document client does not marshal: $says', async ({ value, says }) => {
    await expect(put({ pk: 'p', sk: 's', value })).rejects.toThrow(says);
  });
});

test('a batch reads at most 100 keys and writes at most 25 items, none twice', async () => {
  const read = (Keys: object[]) =>
    clients.dynamodb.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys } as never } }),
    );
  await read(keys(100));
  await expect(read(keys(101))).rejects.toThrow(invalid);
  await expect(read([...keys(2), ...keys(1)])).rejects.toThrow(invalid);
  const write = (items: object[]) => {
    const requests = items.map((Item) => ({ PutRequest: { Item } }));
    return clients.dynamodb.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests as never } }),
    );
  };
  await write(keys(25));
  await expect(write(keys(26))).rejects.toThrow(invalid);
  await expect(write([...keys(2), ...keys(1)])).rejects.toThrow(invalid);
});

test('a transaction has at most 100 items and 4 MB, and none twice', async () => {
  const write = (items: Record<string, unknown>[]) => {
    const TransactItems = items.map((Item) => ({ Put: { TableName, Item } }));
    return clients.dynamodb.send(new TransactWriteCommand({ TransactItems }));
  };
  await write(keys(100));
  await expect(write(keys(101))).rejects.toThrow(invalid);
  await expect(write([...keys(2), ...keys(1)])).rejects.toThrow(invalid);
  const large = keys(11).map((key) => ({ ...key, text: text(400_000) }));
  await write(large.slice(1));
  await expect(write(large)).rejects.toThrow(invalid);
});

test('a page of a query has at most 1 MB, and a condition on a key is a text that is not empty', async () => {
  for (const key of keys(4)) await put({ ...key, text: text(300_000) });
  const query = (place: string, value: unknown) =>
    clients.dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: `pk = :p AND ${place}`,
        ExpressionAttributeValues: { ':p': 'p', ':v': value },
      }),
    );
  const page = await query('sk >= :v', '0');
  expect(page.Items).toHaveLength(3);
  expect(page.LastEvaluatedKey).toEqual({ pk: 'p', sk: '2' });
  await expect(query('sk = :v', '')).rejects.toThrow(invalid);
  await expect(query('sk = :v', 1)).rejects.toThrow(invalid);
  await expect(query('sk <> :v', '0')).rejects.toThrow(invalid);
});

describe('a message', () => {
  const send = (MessageBody: string) =>
    clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

  test('has at most 1 MiB, and so has a batch of at most ten', async () => {
    await send(text(1_048_576));
    await expect(send(text(1_048_577))).rejects.toThrow(named('InvalidParameterValue'));
    const batch = (count: number, bytes: number) => {
      const Entries = keys(count).map(({ sk }) => ({ Id: sk, MessageBody: text(bytes) }));
      return clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    };
    expect((await batch(10, 104_857)).Successful).toHaveLength(10);
    await expect(batch(10, 104_858)).rejects.toThrow(named('BatchRequestTooLong'));
    await expect(batch(11, 1)).rejects.toThrow(named('TooManyEntriesInBatchRequest'));
    await expect(batch(0, 1)).rejects.toThrow(named('EmptyBatchRequest'));
  });

  test('is not empty, and holds no character that XML does not have', async () => {
    await expect(send('')).rejects.toThrow(named('MissingParameter'));
    await expect(send('a\u0001')).rejects.toThrow(named('InvalidMessageContents'));
    await send('tab \t, line \n, 😀');
  });

  test('of a FIFO queue has a group and a name; of another only, if it wants, a group', async () => {
    const to = (url: string, more: object) =>
      clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'a', ...more }));
    await to(QueueUrl, { MessageGroupId: 'g' });
    await expect(to(QueueUrl, { MessageDeduplicationId: 'd' })).rejects.toThrow(
      named('InvalidParameterValue'),
    );
    await expect(to(fifo, { MessageDeduplicationId: 'd' })).rejects.toThrow(
      named('MissingParameter'),
    );
    await expect(to(fifo, { MessageGroupId: 'g' })).rejects.toThrow(named('InvalidParameterValue'));
    await expect(
      to(fifo, { MessageGroupId: 'two words', MessageDeduplicationId: 'd' }),
    ).rejects.toThrow(named('InvalidParameterValue'));
  });

  test('is changed only by a receipt handle that is one, and while it is in flight', async () => {
    const change = (ReceiptHandle: string) =>
      clients.sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    await expect(change('none')).rejects.toThrow(named('ReceiptHandleIsInvalid'));
    const never = '00000000-0000-4000-8000-000000000001#1';
    await expect(change(never)).rejects.toThrow(named('MessageNotInflight'));
  });
});

describe('an object', () => {
  test('has a name of at most 1,024 bytes', async () => {
    const putNamed = (Key: string) => clients.s3.send(new PutObjectCommand({ Bucket: 'b', Key }));
    await putNamed(text(1024));
    await expect(putNamed('é'.repeat(513))).rejects.toThrow(named('KeyTooLongError'));
  });

  test('given another digest than announced, then it is refused', async () => {
    const put = { Bucket: 'b', Key: 'k', Body: 'a', ChecksumSHA256: 'AAAA' };
    await expect(clients.s3.send(new PutObjectCommand(put))).rejects.toThrow(named('BadDigest'));
  });

  test('in parts: each but the last has 5 MiB, and there are at most 10,000', async () => {
    const target = { Bucket: 'b', Key: 'k' };
    const { UploadId } = await clients.s3.send(new CreateMultipartUploadCommand(target));
    const upload = (PartNumber: number, Body: Uint8Array) =>
      clients.s3.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
    await expect(upload(10_001, new Uint8Array(1))).rejects.toThrow(named('InvalidArgument'));
    const complete = async (firstBytes: number) => {
      const first = await upload(1, new Uint8Array(firstBytes));
      const last = await upload(2, new Uint8Array(1));
      const Parts = [first, last].map(({ ETag }, at) => ({ ETag, PartNumber: at + 1 }));
      const MultipartUpload = { Parts };
      return clients.s3.send(
        new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }),
      );
    };
    await expect(complete(5 * 1024 * 1024 - 1)).rejects.toThrow(named('EntityTooSmall'));
    await complete(5 * 1024 * 1024);
    await expect(complete(5 * 1024 * 1024)).rejects.toThrow(named('NoSuchUpload'));
  });
});
