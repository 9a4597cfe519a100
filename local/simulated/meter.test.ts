import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Clients, type SimulatedCloud, simulatedCloud } from './cloud.ts';
import { dollars, type Meter, meter } from './meter.ts';
import { type Line, priceTable } from './price-table.ts';

const TableName = 'reports';
let metered: Meter;
let cloud: SimulatedCloud;
let clients: Clients;

beforeEach(() => {
  metered = meter();
  cloud = simulatedCloud({ gate: () => 'done', now: () => 0, random: () => 0, meter: metered });
  cloud.createTable(TableName, {
    indexes: [{ name: 'outbox', pk: 'outboxShard', sk: 'outboxAt' }],
  });
  clients = cloud.clientsOf('test');
});

/** An item of just so many bytes: pk 2 + 1, sk 2 + 1, text 4 and the rest. */
const itemOf = (bytes: number, sk = 's') => ({ pk: 'p', sk, text: 'x'.repeat(bytes - 10) });
const listed = { outboxShard: '1', outboxAt: '2' };
const key = { pk: 'p', sk: 's' };
const put = (Item: Record<string, unknown>) =>
  clients.dynamodb.send(new PutCommand({ TableName, Item }));

/** What one request adds to a line. */
async function costOf(line: Line, request: () => Promise<unknown>): Promise<number> {
  const before = metered.counted(line);
  await request().catch(() => undefined);
  return metered.counted(line) - before;
}

describe('writes are counted by the KB begun', () => {
  test.each([
    { bytes: 11, units: 1 },
    { bytes: 1024, units: 1 },
    { bytes: 1025, units: 2 },
    { bytes: 300_000, units: 293 },
  ])('an item of $bytes bytes takes $units', async ({ bytes, units }) => {
    expect(await costOf('dynamodb-write', () => put(itemOf(bytes)))).toBe(units);
  });

  test('the larger of what was and what is counts', async () => {
    await put(itemOf(3000));
    expect(await costOf('dynamodb-write', () => put(itemOf(20)))).toBe(3);
  });

  test('a condition that does not hold costs what is there', async () => {
    await put(itemOf(3000));
    const ConditionExpression = 'attribute_not_exists(pk)';
    const again = new PutCommand({ TableName, Item: itemOf(20), ConditionExpression });
    expect(await costOf('dynamodb-write', () => clients.dynamodb.send(again))).toBe(3);
  });

  test('what is not there costs one to delete', async () => {
    const remove = new DeleteCommand({ TableName, Key: key });
    expect(await costOf('dynamodb-write', () => clients.dynamodb.send(remove))).toBe(1);
  });

  test('an index costs when an item enters, changes, moves or leaves, and else nothing', async () => {
    const item = itemOf(1100);
    expect(await costOf('dynamodb-write', () => put({ ...item, ...listed }))).toBe(2 + 2);
    expect(await costOf('dynamodb-write', () => put({ ...item, ...listed }))).toBe(2);
    expect(await costOf('dynamodb-write', () => put({ ...item, ...listed, n: 1 }))).toBe(2 + 2);
    const moved = { ...item, ...listed, outboxAt: '3' };
    expect(await costOf('dynamodb-write', () => put(moved))).toBe(2 + 2 + 2);
    const remove = new UpdateCommand({
      TableName,
      Key: key,
      UpdateExpression: 'REMOVE outboxShard, outboxAt',
    });
    expect(await costOf('dynamodb-write', () => clients.dynamodb.send(remove))).toBe(2 + 2);
    expect(await costOf('dynamodb-write', () => put({ ...item, n: 1 }))).toBe(2);
  });

  test('a transaction costs double, its checks and its failure as well, but not its indexes', async () => {
    const ConditionExpression = 'attribute_not_exists(pk)';
    const transaction = new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { ...itemOf(1500, 'other'), ...listed } } },
        { ConditionCheck: { TableName, Key: key, ConditionExpression } },
      ],
    });
    const cost = () => costOf('dynamodb-write', () => clients.dynamodb.send(transaction));
    expect(await cost()).toBe(2 * (2 + 1) + 2);
    await put(itemOf(4000));
    expect(await cost()).toBe(2 * (2 + 4));
  });
});

describe('reads are counted in halves of a unit of 4 KB', () => {
  const get = (ConsistentRead: boolean) => () =>
    clients.dynamodb.send(new GetCommand({ TableName, Key: key, ConsistentRead }));

  test.each([
    { bytes: 4096, halves: 1 },
    { bytes: 4097, halves: 2 },
    { bytes: 100_000, halves: 25 },
  ])('an item of $bytes bytes takes $halves, consistently double', async ({ bytes, halves }) => {
    await put(itemOf(bytes));
    expect(await costOf('dynamodb-read', get(false))).toBe(halves);
    expect(await costOf('dynamodb-read', get(true))).toBe(2 * halves);
  });

  test('nothing costs as the smallest item', async () => {
    expect(await costOf('dynamodb-read', get(true))).toBe(2);
  });

  test('a batch is rounded up for each item, a page of a query once', async () => {
    const keys = ['1', '2', '3'].map((sk) => ({ pk: 'p', sk }));
    for (const { sk } of keys) await put(itemOf(2000, sk));
    const RequestItems = { [TableName]: { Keys: keys, ConsistentRead: true } };
    const batch = new BatchGetCommand({ RequestItems });
    expect(await costOf('dynamodb-read', () => clients.dynamodb.send(batch))).toBe(3 * 2);
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'p' },
    });
    expect(await costOf('dynamodb-read', () => clients.dynamodb.send(query))).toBe(2);
    const TransactItems = keys.map((Key) => ({ Get: { TableName, Key } }));
    const transaction = new TransactGetCommand({ TransactItems });
    expect(await costOf('dynamodb-read', () => clients.dynamodb.send(transaction))).toBe(3 * 4);
  });
});

test('requests to objects are counted by class, in vain or not; deleting is free', async () => {
  cloud.createBucket('inbox');
  const { s3 } = clients;
  const target = { Bucket: 'inbox', Key: 'a' };
  const once = () => s3.send(new PutObjectCommand({ ...target, Body: 'x', IfNoneMatch: '*' }));
  expect(await costOf('s3-put', once)).toBe(1);
  expect(await costOf('s3-put', once)).toBe(1);
  expect(await costOf('s3-get', () => s3.send(new GetObjectCommand(target)))).toBe(1);
  expect(await costOf('s3-get', () => s3.send(new HeadObjectCommand(target)))).toBe(1);
  const upload = () => s3.send(new CreateMultipartUploadCommand(target));
  expect(await costOf('s3-put', upload)).toBe(1);
  const complete = new CompleteMultipartUploadCommand({ ...target, UploadId: 'none' });
  expect(await costOf('s3-put', () => s3.send(complete))).toBe(1);
  expect(await costOf('s3-put', () => s3.send(new DeleteObjectCommand(target)))).toBe(0);
});

test('each 64 KB of a request to a queue is a request, FIFO on a line of its own', async () => {
  const { sqs } = clients;
  const QueueUrl = cloud.createQueue('intake');
  const fifo = cloud.createQueue('disclosure', { fifo: true });
  const MessageBody = 'x'.repeat(65_536);
  const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  expect(await costOf('sqs-standard', send)).toBe(1);
  const Entries = ['1', '2'].map((Id) => ({ Id, MessageBody: `${MessageBody}y` }));
  const batch = new SendMessageBatchCommand({ QueueUrl, Entries });
  expect(await costOf('sqs-standard', () => sqs.send(batch))).toBe(3);
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(await costOf('sqs-standard', () => sqs.send(receive))).toBe(4);
  expect(await costOf('sqs-standard', () => sqs.send(receive))).toBe(1);
  const names = { MessageGroupId: 'a', MessageDeduplicationId: 'b' };
  const ordered = new SendMessageCommand({ QueueUrl: fifo, MessageBody: 'x', ...names });
  expect(await costOf('sqs-fifo', () => sqs.send(ordered))).toBe(1);
  const handles = [{ Id: '1', ReceiptHandle: '00000000-0000-4000-8000-000000000001#1' }];
  const remove = new DeleteMessageBatchCommand({ QueueUrl, Entries: handles });
  expect(await costOf('sqs-standard', () => sqs.send(remove))).toBe(1);
});

describe('a bill', () => {
  const amountOf = (line: Line) =>
    dollars(
      metered
        .bill()
        .lines.filter((one) => one.line === line)
        .reduce((sum, { nanoDollars }) => sum + nanoDollars, 0n),
    );

  test('given a million of each, then each costs its list price', () => {
    const million = 1_000_000;
    metered.readHalfUnits('t', 2 * million);
    metered.writeUnits('t', million);
    for (let at = 0; at < 1000; at += 1) {
      metered.putRequest('b');
      metered.getRequest('b');
      metered.queueRequest('q', { fifo: false, bytes: 0 });
      metered.queueRequest('q', { fifo: true, bytes: 64_000_000 });
    }
    expect(amountOf('dynamodb-read')).toBe('0.137500000');
    expect(amountOf('dynamodb-write')).toBe('0.687500000');
    expect(amountOf('s3-put')).toBe('0.005500000');
    expect(amountOf('s3-get')).toBe('0.000440000');
    expect(amountOf('sqs-standard')).toBe('0.000400000');
    // 64,000,000 bytes are 977 requests.
    expect(amountOf('sqs-fifo')).toBe('0.488500000');
  });

  test('given 1,000 runs of 250 ms with 512 MB, then 125 GB-seconds are billed', () => {
    for (let at = 0; at < 1000; at += 1) metered.lambda('ingest-batch', 249.2, 512);
    expect(amountOf('lambda-compute')).toBe('0.001666675');
    expect(amountOf('lambda-requests')).toBe('0.000200000');
  });

  test('given what is stored, then 100 bytes of each item and of each copy in an index count', async () => {
    await put(itemOf(900));
    await put({ ...itemOf(876, 't'), ...listed });
    cloud.createBucket('archive');
    const object = { Bucket: 'archive', Key: 'a', Body: 'x'.repeat(1000) };
    await clients.s3.send(new PutObjectCommand({ ...object, StorageClass: 'GLACIER_IR' }));
    const quantities = metered
      .bill({ storedMonths: 2 })
      .lines.filter(({ unit }) => unit === 'byte-month')
      .map(({ line, resource, quantity }) => [line, resource, quantity]);
    // The attributes of the index have 11 + 1 and 8 + 1 bytes.
    expect(quantities).toEqual([
      ['dynamodb-storage', TableName, 2 * (1000 + 2 * (876 + 21 + 100))],
      ['s3-storage', 'archive', 0],
      ['s3-glacier-instant-storage', 'archive', 2000],
    ]);
  });

  test('its total is the sum of its lines, and other prices may be asked', async () => {
    await put(itemOf(900));
    const write = { unit: 'write request unit', nanoDollars: 3n, per: 1n };
    const prices = { ...priceTable.prices, 'dynamodb-write': write };
    const bill = metered.bill({ storedMonths: 0, prices: { ...priceTable, prices } });
    expect(bill.nanoDollars).toBe(3n);
  });
});
