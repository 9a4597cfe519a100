// Tables, queues and buckets for one test each, on the emulators that test/support/emulators.ts
// starts. For tests of the `stack` project (*.stack.test.ts):
//
//   const table = await createTestTable();                    // its name
//   const queueUrl = await createTestQueue({ fifo: true });   // its URL
//   const bucket = await createTestBucket({ versioned: true });
//   const client = new DynamoDBClient({});                    // endpoint, region, keys: environment
//
// Every name is unique, so tests may run side by side and nothing needs to be cleaned up.
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, type Projection } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { heldInWorklist } from '../../lib/aws/worklist-index.ts';

/** A table with the keys and indexes that any table of Moneytrail has; returns its name. */
export async function createTestTable(
  name = 'table',
  { holds = heldInWorklist }: { holds?: readonly string[] } = {},
): Promise<string> {
  const tableName = unique(name);
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const index = (indexName: string, partition: string, sort: string, Projection: Projection) => ({
    IndexName: indexName,
    KeySchema: keys(partition, sort),
    Projection,
  });
  const attributes = ['pk', 'sk', 'outboxShard', 'outboxAt', 'worklist', 'worklistOrder'];
  const command = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [
      index('outbox', 'outboxShard', 'outboxAt', { ProjectionType: 'ALL' }),
      index('worklist', 'worklist', 'worklistOrder', {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: [...holds],
      }),
    ],
  });
  await new DynamoDBClient({}).send(command);
  return tableName;
}

/** A queue, its messages visible again after 30 s unless told otherwise; returns its URL. */
export async function createTestQueue({
  fifo = false,
  visibilityTimeoutSeconds = 30,
} = {}): Promise<string> {
  const queueName = `${unique('queue')}${fifo ? '.fifo' : ''}`;
  const command = new CreateQueueCommand({
    QueueName: queueName,
    Attributes: {
      VisibilityTimeout: String(visibilityTimeoutSeconds),
      ...(fifo && { FifoQueue: 'true' }),
    },
  });
  await new SQSClient({}).send(command);
  // The emulator answers with a host name that not every machine resolves.
  return `${process.env['AWS_ENDPOINT_URL_SQS']}/000000000000/${queueName}`;
}

/** A bucket; with `retentionDays` its objects are locked in compliance mode. Returns its name. */
export async function createTestBucket({
  versioned = false,
  retentionDays = 0,
} = {}): Promise<string> {
  const Bucket = unique('bucket');
  const client = new S3Client({});
  const locked = retentionDays > 0;
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: locked }));
  if (versioned) {
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  if (locked) {
    const Rule = { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: retentionDays } };
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule };
    await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
  return Bucket;
}

function unique(name: string): string {
  return `${name}-${randomUUID()}`;
}
