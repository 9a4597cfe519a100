import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Clients } from './cloud.ts';
import { type BothClouds, bothClouds, outcomeOf } from './testing/both-clouds.ts';
import { objectRequests } from './testing/object-requests.ts';
import { type QueueTarget, queueRequests, tidyAnswer } from './testing/queue-requests.ts';
import { readRequests } from './testing/read-requests.ts';
import { writeRequests } from './testing/write-requests.ts';

/*
 * The stand-ins beside the embedded servers. DynamoDB is dynoxide, or DynamoDB Local when
 * DYNAMODB_LOCAL_JAR names it: the servers of the tests start whichever is there.
 *
 * Some things are not compared, because an embedded server does not do them as AWS documents, or
 * AWS documents nothing.
 * DynamoDB: conflicts of transactions (there are none). Whether what cannot be read in a transaction
 * refuses the request or is a reason for cancelling. Whether the update or the condition is looked at
 * first when both are wrong. Empty texts and numbers as conditions on keys: dynoxide finds nothing,
 * DynamoDB refuses. REMOVE within an attribute that is not there: dynoxide does nothing, DynamoDB
 * refuses.
 * S3: If-Match: * on a put. An upload completed without parts.
 * SQS: several messages of one FIFO group at once: fauxqs brings one. Receipt handles that never were,
 * blanks in the name of a group, empty bodies: fauxqs takes them. Characters beyond U+FFFF: fauxqs
 * refuses them.
 */

let both: BothClouds;
beforeAll(async () => {
  both = await bothClouds();
});

describe('DynamoDB', () => {
  const requests = fc.oneof(
    { weight: 15, arbitrary: writeRequests },
    { weight: 9, arbitrary: readRequests },
  );
  let runs = 0;

  /** The outcome of each, one after the other, up to the first request that differs. */
  test('for any requests to a table, the answers and the errors are the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { minLength: 5, maxLength: 30 }), async (sequence) => {
        runs += 1;
        const [run, { table }] = [`${runs} `, both];
        for (const request of sequence) {
          const sent: object[] = [];
          const embedded = listened(both.embedded.dynamodb, sent);
          const real = await outcomeOf(request({ client: embedded, table, run }), inOneOrder);
          const { dynamodb } = both.simulated;
          const ours = await outcomeOf(request({ client: dynamodb, table, run }), inOneOrder);
          expect({ sent, outcome: ours }).toEqual({ sent, outcome: real });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('for any writes, as many units are metered as the server says it used', async () => {
    const { table: TableName, embedded, simulated, metered } = both;
    const writes = fc.record({
      item: sizedItems,
      way: fc.constantFrom(...ways),
    });
    await fc.assert(
      fc.asyncProperty(writes, async ({ item: { pk, sk, ...more }, way }) => {
        const Put = { TableName, Item: { pk, sk, ...more } };
        const before = metered.counted('dynamodb-write');
        const used = [];
        for (const { dynamodb } of [embedded, simulated]) {
          const told = dynamodb === embedded.dynamodb && {
            ReturnConsumedCapacity: 'TOTAL' as const,
          };
          const { ConsumedCapacity } =
            way === 'put'
              ? await dynamodb.send(new PutCommand({ ...Put, ...told }))
              : way === 'delete'
                ? await dynamodb.send(new DeleteCommand({ TableName, Key: { pk, sk }, ...told }))
                : await dynamodb.send(
                    new TransactWriteCommand({ TransactItems: [{ Put }], ...told }),
                  );
          used.push(...[ConsumedCapacity ?? []].flat().map(({ CapacityUnits }) => CapacityUnits));
        }
        expect([metered.counted('dynamodb-write') - before]).toEqual(used);
      }),
      { numRuns: 150 },
    );
  });

  test('when a batch of keys has more than 16 MB, then the rest is left unprocessed', async () => {
    const keys = Array.from({ length: 45 }, (_, at) => ({ pk: 'large', sk: String(at) }));
    const bytes = new Uint8Array(390_000);
    const read = new BatchGetCommand({ RequestItems: { [both.table]: { Keys: keys } } });
    const left = [];
    for (const { dynamodb } of [both.embedded, both.simulated]) {
      const items = keys.map((key) => ({ ...key, bytes }));
      const puts = items.map((Item) => new PutCommand({ TableName: both.table, Item }));
      await Promise.all(puts.map((put) => dynamodb.send(put)));
      const { Responses, UnprocessedKeys } = await dynamodb.send(read);
      const answered = Responses?.[both.table]?.length ?? 0;
      const unread = UnprocessedKeys?.[both.table]?.Keys?.length ?? 0;
      expect(answered + unread).toBe(keys.length);
      left.push(unread);
    }
    expect(left[1]).toBe(left[0]);
    expect(left[1]).toBeGreaterThan(0);
  });
});

/** DynamoDB Local counts a transaction of one item as 4, AWS and dynoxide as 2. */
const ways =
  process.env['DYNAMODB_LOCAL_JAR'] === undefined
    ? ['put', 'delete', 'transact']
    : ['put', 'delete'];

const sizedItems = fc.record(
  {
    pk: fc.constantFrom('sized 1', 'sized 2'),
    sk: fc.constant('s'),
    text: fc.integer({ min: 0, max: 3100 }).map((length) => 'x'.repeat(length)),
    numbers: fc.array(fc.oneof(fc.integer(), fc.constantFrom(0.25, 1e9, -12.5))),
    more: fc.record({
      bytes: fc.uint8Array(),
      none: fc.constant(null),
      tags: fc.constant(new Set(['é'])),
    }),
    outboxShard: fc.constantFrom('1', '2'),
    outboxAt: fc.constantFrom('2026', '2027'),
  },
  { requiredKeys: ['pk', 'sk'] },
);

/** Writes down what is sent, so that a failure shows it. */
const listened = (client: DynamoDBDocumentClient, sent: object[]): DynamoDBDocumentClient =>
  new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? (command: { input: object; constructor: { name: string } }) => {
            sent.push({ [command.constructor.name]: command.input });
            return target.send(command as never);
          }
        : Reflect.get(target, name),
  });

/**
 * BatchGet and Scan answer in no order. And an update that makes an item has no old one to return:
 * dynoxide returns the key.
 */
function inOneOrder({ Attributes, ...answer }: Record<string, unknown>): unknown {
  const { Responses } = answer;
  if (typeof Attributes === 'object' && Attributes !== null && Object.keys(Attributes).length > 2) {
    return { ...answer, Attributes };
  }
  if (typeof Responses !== 'object' || Responses === null || Array.isArray(Responses)) {
    return answer;
  }
  const name = ({ pk, sk }: Record<string, unknown>) => JSON.stringify([pk, sk]);
  const tables = Object.values(Responses) as Record<string, unknown>[][];
  return tables.map((items) => items.toSorted((one, other) => (name(one) < name(other) ? -1 : 1)));
}

describe('S3', () => {
  let runs = 0;

  test('for any requests to a bucket, the answers and the errors are the same', async () => {
    // The SDK sends a checksum along that the stand-in does not answer with.
    const tidy = ({ ChecksumCRC32: _, ...answer }: Record<string, unknown>) => answer;
    const sequences = fc.array(objectRequests, { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        runs += 1;
        const target = { Bucket: both.bucket, run: `${runs}/` };
        for (const request of sequence) {
          const real = await outcomeOf(request({ ...target, client: both.embedded.s3 }), tidy);
          const ours = await outcomeOf(request({ ...target, client: both.simulated.s3 }), tidy);
          expect(ours).toEqual(real);
        }
      }),
      { numRuns: 25 },
    );
  });

  const large = new Uint8Array(5 * 1024 * 1024).fill(7);

  /** What comes of an upload of these parts, completed with these numbers. */
  async function uploaded(
    client: S3Client,
    { Key, parts, named }: { Key: string; parts: Record<number, Uint8Array>; named: number[] },
  ) {
    const target = { Bucket: both.bucket, Key };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
    const etags = new Map<number, string | undefined>();
    for (const [number, Body] of Object.entries(parts)) {
      const part = { ...target, UploadId, PartNumber: Number(number), Body };
      etags.set(Number(number), (await client.send(new UploadPartCommand(part))).ETag);
    }
    const Parts = named.map((PartNumber) => ({ PartNumber, ETag: etags.get(PartNumber) ?? '"x"' }));
    const complete = { ...target, UploadId, MultipartUpload: { Parts } };
    const outcome = await outcomeOf(
      client.send(new CompleteMultipartUploadCommand(complete)),
      ({ ETag }) => ({ ETag }),
    );
    const after = await outcomeOf(client.send(new HeadObjectCommand(target)), (head) => ({
      length: head['ContentLength'],
    }));
    const abort = new AbortMultipartUploadCommand({ ...target, UploadId });
    return { outcome, after, aborted: await outcomeOf(client.send(abort), () => ({})) };
  }

  test.each([
    { given: 'two parts', parts: { 1: large, 2: Buffer.from('end') }, named: [1, 2] },
    {
      given: 'a small part that is not the last',
      parts: { 1: Buffer.from('a'), 2: large },
      named: [1, 2],
    },
    { given: 'parts out of order', parts: { 1: large, 2: large }, named: [2, 1] },
    { given: 'a part that never came', parts: { 1: large }, named: [1, 3] },
    { given: 'parts with a gap', parts: { 3: large, 10000: large }, named: [3, 10_000] },
  ])('given $given, when the upload is completed, then the outcome is the same', async (upload) => {
    const Key = `upload ${upload.given}`;
    const real = await uploaded(both.embedded.s3, { Key, ...upload });
    expect(await uploaded(both.simulated.s3, { Key, ...upload })).toEqual(real);
  });

  test('parts that came are listed by number', async () => {
    const listed = [];
    for (const client of [both.embedded.s3, both.simulated.s3]) {
      const target = { Bucket: both.bucket, Key: 'listed' };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
      for (const PartNumber of [12, 2, 7]) {
        const part = { ...target, UploadId, PartNumber, Body: `part ${PartNumber}` };
        await client.send(new UploadPartCommand(part));
      }
      const page = await client.send(new ListPartsCommand({ ...target, UploadId }));
      listed.push(page.Parts?.map(({ PartNumber, Size, ETag }) => ({ PartNumber, Size, ETag })));
    }
    expect(listed[1]).toEqual(listed[0]);
    expect(listed[1]).toHaveLength(3);
  });
});

describe('SQS', () => {
  let runs = 0;

  const targetOf = ({ sqs }: Clients, side: 0 | 1): QueueTarget => ({
    client: sqs,
    run: String(runs),
    standard: { url: both.queue[side], handles: [] },
    fifo: { url: both.fifo[side], handles: [] },
  });

  test('for any requests to queues, the answers and the errors are the same', async () => {
    const sequences = fc.array(queueRequests, { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        runs += 1;
        const [embedded, simulated] = [targetOf(both.embedded, 0), targetOf(both.simulated, 1)];
        for (const request of sequence) {
          const real = await outcomeOf(request(embedded), tidyAnswer);
          expect(await outcomeOf(request(simulated), tidyAnswer)).toEqual(real);
        }
      }),
      { numRuns: 25 },
    );
  });
});
