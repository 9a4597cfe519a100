import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTestBucket, createTestQueue, createTestTable } from '../../../test/support/aws.ts';
import { type Clients, simulatedCloud } from '../cloud.ts';
import { type Meter, meter } from '../meter.ts';

/** A table, a bucket and two queues on the embedded servers, and their like in a simulated cloud. */
export type BothClouds = {
  embedded: Clients;
  simulated: Clients;
  /** Counts what the stand-ins would bill. */
  metered: Meter;
  table: string;
  bucket: string;
  /** URLs: first that of the embedded server, then that of the stand-in. */
  queue: [string, string];
  fifo: [string, string];
};

/** Of the attributes that requests are tried with. */
const holds = ['n', 'tags', 'nested'];
/** Indexes as in `createTestTable`. */
const testIndexes = [
  { name: 'outbox', pk: 'outboxShard', sk: 'outboxAt' },
  { name: 'worklist', pk: 'worklist', sk: 'worklistOrder', holds },
];

export async function bothClouds(): Promise<BothClouds> {
  const metered = meter();
  const options = { gate: () => 'done' as const, now: Date.now, random: () => 0 };
  const cloud = simulatedCloud({ ...options, meter: metered });
  const [table, bucket] = [await createTestTable('table', { holds }), await createTestBucket()];
  cloud.createTable(table, { indexes: testIndexes });
  cloud.createBucket(bucket);
  cloud.createSigningKey(process.env['KMS_SIGNING_KEY_ID'] ?? '');
  // So long that no message comes back by itself, however slow the tests are.
  const patient = { visibilityTimeoutSeconds: 43_200 };
  const visibilityMs = 1000 * patient.visibilityTimeoutSeconds;
  // One attempt: what is refused is to be seen, and not to be asked again.
  const settings = { maxAttempts: 1 };
  return {
    embedded: {
      dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
      s3: new S3Client(settings),
      sqs: new SQSClient(settings),
      kms: new KMSClient(settings),
    },
    simulated: cloud.clientsOf('test'),
    metered,
    table,
    bucket,
    queue: [await createTestQueue(patient), cloud.createQueue('queue', { visibilityMs })],
    fifo: [
      await createTestQueue({ ...patient, fifo: true }),
      cloud.createQueue('queue', { fifo: true, visibilityMs }),
    ],
  };
}

/** What came of a request, without what only a server can know. */
export type Outcome = { answer: unknown } | { error: string; reasons?: unknown; item?: unknown };

/** @param tidy takes out of an answer what need not be the same. */
export async function outcomeOf(
  request: Promise<unknown>,
  tidy: (answer: Record<string, unknown>) => unknown = (answer) => answer,
): Promise<Outcome> {
  try {
    const { $metadata: _, ...answer } = (await request) as Record<string, unknown>;
    return { answer: plain(tidy(answer)) };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const { CancellationReasons: reasons, Item: item } = cause as {
      CancellationReasons?: { Code?: string; Item?: unknown }[];
      Item?: unknown;
    };
    return {
      // fauxqs says the name of the service before some.
      error: cause.name.replace('AWS.SimpleQueueService.', ''),
      ...(reasons && { reasons: reasons.map(({ Code, Item }) => plain({ Code, Item })) }),
      ...(item !== undefined && { item: plain(item) }),
    };
  }
}

/** Bytes as text, sets in one order, nothing that is undefined. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (value instanceof Set) return { set: [...value].map(plain).sort() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, /^[NSB]S$/u.test(name) ? sorted(inner) : plain(inner)]),
  );
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plain).sort() : plain(value);
