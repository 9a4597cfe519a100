import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import type { EntityNumber } from '../../lib/identifiers.ts';
import {
  type Call,
  type Clients,
  Crash,
  type Fate,
  type SimulatedCloud,
  simulatedCloud,
} from './cloud.ts';

const TableName = 't';
const Key = { pk: 'a', sk: 'b' };
const object = { Bucket: 'inbox', Key: 'a' };

let fate: Fate;
let time: number;
let calls: Call[];
let cloud: SimulatedCloud;
let clients: Clients;

beforeEach(() => {
  [fate, time, calls] = ['done', 1_000_000, []];
  const gate = (call: Call) => {
    calls.push(call);
    return fate;
  };
  cloud = simulatedCloud({ gate, now: () => time, random: () => 0.4 });
  cloud.createTable(TableName, { indexes: [{ name: 'list', pk: 'list', sk: 'place' }] });
  cloud.createBucket('inbox');
  clients = cloud.clientsOf('one#1');
});

const put = (more: Record<string, unknown> = {}) =>
  clients.dynamodb.send(new PutCommand({ TableName, Item: { ...Key, ...more } }));
const putNew = (more: Record<string, unknown> = {}) => {
  const ConditionExpression = 'attribute_not_exists(pk)';
  return clients.dynamodb.send(
    new PutCommand({ TableName, Item: { ...Key, ...more }, ConditionExpression }),
  );
};
const get = async (ConsistentRead = true) =>
  (await clients.dynamodb.send(new GetCommand({ TableName, Key, ConsistentRead }))).Item;
const named = (name: string) => expect.objectContaining({ name });

describe('a call', () => {
  test('is told to the gate with who makes it, where, and of what', async () => {
    const repository = batchRepository({ client: clients.dynamodb, table: TableName });
    await repository.list('1234567' as EntityNumber, { limit: 1 });
    await get();
    const site = expect.stringMatching(/^lib\/aws\/batch-repository\.ts:\d+$/u);
    expect(calls[0]).toMatchObject({ actor: 'one#1', service: 'dynamodb', site });
    expect(calls[0]).toMatchObject({ operation: 'QueryCommand', input: { TableName } });
    expect(calls[1]?.site).toMatch(/^local\/simulated\/cloud\.test\.ts:\d+$/u);
  });

  test('is carried out when the gate opens, in the order of opening', async () => {
    const opens: (() => void)[] = [];
    const gate = () => new Promise<Fate>((open) => opens.push(() => open('done')));
    cloud = simulatedCloud({ gate, now: () => 0, random: () => 0 });
    cloud.createTable(TableName);
    clients = cloud.clientsOf('one');
    const both = [put({ n: 1 }), put({ n: 2 })];
    await Promise.resolve();
    opens[1]?.();
    await both[1];
    expect(cloud.items(TableName)).toEqual([{ ...Key, n: 2 }]);
    opens[0]?.();
    await both[0];
    expect(cloud.items(TableName)).toEqual([{ ...Key, n: 1 }]);
  });

  test('given an option that is not simulated, then that is named', async () => {
    const asked = new PutCommand({ TableName, Item: Key, ReturnConsumedCapacity: 'TOTAL' });
    await expect(clients.dynamodb.send(asked)).rejects.toThrow('ReturnConsumedCapacity');
  });
});

describe('what comes back is a copy', () => {
  test('of an item, whatever a caller does to what it put or got', async () => {
    const bytes = new Uint8Array([1, 2]);
    const names = ['a'];
    await put({ bytes, names });
    bytes[0] = 9;
    names.push('b');
    const first = await get();
    Object.assign(first ?? {}, { more: 1 });
    (first?.['bytes'] as Uint8Array)[1] = 9;
    expect(await get()).toEqual({ ...Key, bytes: new Uint8Array([1, 2]), names: ['a'] });
  });

  test('of an object, as a stream that can be had at once', async () => {
    const Body = Buffer.from('hello');
    await clients.s3.send(new PutObjectCommand({ ...object, Body }));
    Body[0] = 0;
    const answer = await clients.s3.send(new GetObjectCommand(object));
    expect(answer.Body).toBeInstanceOf(Readable);
    expect(await answer.Body?.transformToString()).toBe('hello');
    const again = await clients.s3.send(new GetObjectCommand(object));
    const chunks = await Readable.from(again.Body as Readable).toArray();
    expect(Buffer.concat(chunks).toString()).toBe('hello');
    expect(chunks.length).toBeGreaterThan(1);
  });
});

describe('a fate', () => {
  test('throttled and refused leave everything as it was', async () => {
    fate = 'throttled';
    await expect(put()).rejects.toThrow(named('ProvisionedThroughputExceededException'));
    fate = 'refused';
    await expect(put()).rejects.toThrow(named('InternalServerError'));
    expect(cloud.items(TableName)).toEqual([]);
  });

  test('answer-lost does it and says nothing but a timeout', async () => {
    fate = 'answer-lost';
    await expect(put()).rejects.toThrow(named('TimeoutError'));
    expect(cloud.items(TableName)).toEqual([Key]);
  });

  test('repeated meets its own first attempt, but in a transaction', async () => {
    fate = 'repeated';
    await expect(putNew()).rejects.toThrow(named('ConditionalCheckFailedException'));
    const ConditionExpression = 'attribute_not_exists(pk)';
    const other = { TableName, Item: { ...Key, sk: 'c' }, ConditionExpression };
    await clients.dynamodb.send(new TransactWriteCommand({ TransactItems: [{ Put: other }] }));
    expect(cloud.items(TableName)).toHaveLength(2);
  });

  test('conflict cancels a transaction, and is a 409 of a conditional put', async () => {
    fate = 'conflict';
    const TransactItems = [{ Put: { TableName, Item: Key } }];
    await expect(
      clients.dynamodb.send(new TransactWriteCommand({ TransactItems })),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
    const once = new PutObjectCommand({ ...object, Body: 'a', IfNoneMatch: '*' });
    await expect(clients.s3.send(once)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 409 },
    });
    expect(cloud.items(TableName)).toEqual([]);
  });

  test('stale shows what was before, unless the read is consistent', async () => {
    await put({ n: 1, list: 'x', place: '1' });
    await put({ n: 2, list: 'y', place: '1' });
    fate = 'stale';
    expect(await get(false)).toMatchObject({ n: 1 });
    expect(await get(true)).toMatchObject({ n: 2 });
    const query = new QueryCommand({
      TableName,
      IndexName: 'list',
      KeyConditionExpression: '#list = :x',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':x': 'x' },
    });
    expect((await clients.dynamodb.send(query)).Items).toHaveLength(1);
  });

  test('damaged turns one bit of what is read, and of nothing that is kept', async () => {
    await put({ bytes: new Uint8Array([0, 0]) });
    await clients.s3.send(new PutObjectCommand({ ...object, Body: '\0\0' }));
    fate = 'damaged';
    const bytes = (await get())?.['bytes'] as Uint8Array;
    const { Body } = await clients.s3.send(new GetObjectCommand(object));
    const ones = (all: Iterable<number>) =>
      [...all].map((one) => one.toString(2).replaceAll('0', '')).join('');
    expect(ones(bytes)).toBe('1');
    expect(ones((await Body?.transformToByteArray()) ?? [])).toBe('1');
    fate = 'done';
    expect(await get()).toMatchObject({ bytes: new Uint8Array([0, 0]) });
  });

  test('cut-short ends the bytes of an object with an error', async () => {
    await clients.s3.send(new PutObjectCommand({ ...object, Body: 'x'.repeat(1000) }));
    fate = 'cut-short';
    const { Body } = await clients.s3.send(new GetObjectCommand(object));
    let length = 0;
    const reading = async () => {
      for await (const chunk of Body as Readable) length += chunk.length;
    };
    await expect(reading()).rejects.toThrow('aborted');
    expect(length).toBeLessThan(1000);
  });

  test('partly leaves some of a batch, and does the rest', async () => {
    const keys = ['1', '2', '3'].map((sk) => ({ pk: 'a', sk }));
    for (const { sk } of keys) await put({ sk });
    const url = cloud.createQueue('q');
    fate = 'partly';
    const { Responses, UnprocessedKeys } = await clients.dynamodb.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys } } }),
    );
    const read = Responses?.[TableName] ?? [];
    const unread = UnprocessedKeys?.[TableName]?.Keys ?? [];
    expect([read.length > 0, unread.length > 0]).toEqual([true, true]);
    expect([...read, ...unread]).toEqual(expect.arrayContaining(keys));
    const Entries = keys.map(({ sk }) => ({ Id: sk, MessageBody: sk }));
    const sent = await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(sent.Failed?.length).toBeGreaterThan(0);
    const arrived = cloud
      .queue(url)
      .all()
      .map(({ body }) => body);
    expect(sent.Successful?.map(({ Id }) => Id) ?? []).toEqual(arrived);
  });
});

describe('an instance that dies', () => {
  test.each([
    { how: 'dies-before' as const, items: 0 },
    { how: 'dies-after' as const, items: 1 },
  ])('$how: the call throws, and so does every later one', async ({ how, items }) => {
    fate = how;
    await expect(put()).rejects.toThrow(Crash);
    fate = 'done';
    await expect(clients.s3.send(new PutObjectCommand(object))).rejects.toThrow(Crash);
    await expect(
      cloud.clientsOf('one#1').dynamodb.send(new GetCommand({ TableName, Key })),
    ).rejects.toThrow(Crash);
    expect(cloud.items(TableName)).toHaveLength(items);
    expect(cloud.objects('inbox').size).toBe(0);
    await cloud.clientsOf('one#2').dynamodb.send(new PutCommand({ TableName, Item: Key }));
  });

  test('killed while a call waits, that is not carried out any more', async () => {
    const gates: ((fate: Fate) => void)[] = [];
    cloud = simulatedCloud({
      gate: () => new Promise((open) => gates.push(open)),
      now: () => 0,
      random: () => 0,
    });
    cloud.createTable(TableName);
    clients = cloud.clientsOf('one');
    const call = put();
    await Promise.resolve();
    cloud.kill('one');
    gates[0]?.('done');
    await expect(call).rejects.toThrow(Crash);
    expect(cloud.items(TableName)).toEqual([]);
  });
});

describe('a queue', () => {
  const send = (url: string, body: string, group?: string) =>
    clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        ...(group && { MessageGroupId: group, MessageDeduplicationId: body }),
      }),
    );

  test('takes a message in flight until the visibility time is over', async () => {
    const url = cloud.createQueue('q', { visibilityMs: 1000 });
    const queue = cloud.queue(url);
    await send(url, 'a');
    const [message] = queue.waiting();
    if (!message) throw new Error('nothing waits');
    expect(queue.take(message)).toMatchObject({
      body: 'a',
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(queue.waiting()).toEqual([]);
    time += 1000;
    expect(queue.waiting()).toEqual([message]);
    queue.done(message);
    expect(queue.all()).toEqual([]);
  });

  test('gives up what was received too often, to the queue of dead letters', async () => {
    const dead = cloud.createQueue('dead');
    const url = cloud.createQueue('q', { maxReceiveCount: 2, deadLetters: dead });
    const queue = cloud.queue(url);
    await send(url, 'a');
    for (let received = 0; received < 2; received += 1) {
      const [message] = queue.waiting();
      if (!message) throw new Error('nothing waits');
      queue.take(message);
      queue.back(message);
    }
    expect(queue.waiting()).toEqual([]);
    expect(queue.deadLetters()).toMatchObject([{ body: 'a' }]);
    const receive = new ReceiveMessageCommand({ QueueUrl: dead });
    expect((await clients.sqs.send(receive)).Messages).toMatchObject([{ Body: 'a' }]);
  });

  test('of FIFO keeps a group in order, and forgets a deduplication id after five minutes', async () => {
    const url = cloud.createQueue('q', { fifo: true });
    const queue = cloud.queue(url);
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
      ['a1', 'a'],
    ] as const) {
      await send(url, body, group);
    }
    const bodies = () => queue.waiting().map(({ body }) => body);
    expect(bodies()).toEqual(['a1', 'b1']);
    const [first] = queue.waiting();
    if (!first) throw new Error('nothing waits');
    queue.take(first);
    expect(bodies()).toEqual(['b1']);
    queue.done(first);
    expect(bodies()).toEqual(['a2', 'b1']);
    time += 300_000;
    await send(url, 'a1', 'a');
    expect(queue.all().map(({ body }) => body)).toEqual(['a2', 'b1', 'a1']);
  });
});

test('the paginators of the SDK take the client', async () => {
  for (const sk of ['1', '2', '3']) await put({ sk });
  const pages = paginateQuery(
    { client: clients.dynamodb },
    {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'a' },
      Limit: 2,
    },
  );
  const found = [];
  for await (const { Items = [] } of pages) found.push(Items.length);
  expect(found).toEqual([2, 1]);
});

test('an update that fails changes nothing', async () => {
  await put({ n: 1 });
  const update = new UpdateCommand({ TableName, Key, UpdateExpression: 'SET n = absent' });
  await expect(clients.dynamodb.send(update)).rejects.toThrow(named('ValidationException'));
  expect(await get()).toEqual({ ...Key, n: 1 });
});
