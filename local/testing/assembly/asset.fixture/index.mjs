// The functions of the small machine that the tests of local/ run in place of Moneytrail's.

import { setTimeout as sleep } from 'node:timers/promises';
import {
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({});
const sqs = new SQSClient({});
const { env } = process;

/** Answers with its own event, or does as the body says. */
export const echo = async (event, context) => {
  const { body } = event;
  if (body === 'crash') process.exit(1);
  if (body === 'throw') throw new Error('as asked');
  if (body === 'loop') for (;;);
  if (body === 'plain') return { plain: true };
  if (body === 'cookies') return { statusCode: 204, cookies: ['a=1', 'b=2'] };
  if (body === 'binary') {
    const bytes = Buffer.from([0, 255]).toString('base64');
    return { statusCode: 200, body: bytes, isBase64Encoded: true };
  }
  const remaining = context.getRemainingTimeInMillis();
  return { statusCode: 200, body: JSON.stringify({ event, remaining, cwd: process.cwd(), env }) };
};

/** Counts each message under its id; a message may ask to be slow, to fail, or to fail its batch. */
export const consume = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { messageId, body, attributes } of Records) {
    const { Records: objects, ...message } = JSON.parse(body);
    const { id = objects?.[0]?.s3.object.key, sleepMs = 0, fail, batch } = message;
    await sleep(sleepMs);
    if (batch === 'fails') throw new Error('as asked');
    if (fail === 'always' || (fail === 'once' && attributes.ApproximateReceiveCount === '1')) {
      batchItemFailures.push({ itemIdentifier: messageId });
      continue;
    }
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: env.SEEN_TABLE,
        Key: { pk: { S: id }, sk: { S: 'count' } },
        UpdateExpression: 'ADD times :one SET batchSize = :size',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':size': { N: String(Records.length) } },
      }),
    );
  }
  return { batchItemFailures };
};

const item = { pk: { S: 'a' }, sk: { S: 'b' } };
const query = {
  KeyConditionExpression: '#k = :k',
  ExpressionAttributeValues: { ':k': { S: 'a' } },
};
const reaches = {
  ownTable: () => dynamodb.send(new PutItemCommand({ TableName: env.SEEN_TABLE, Item: item })),
  otherTable: () => dynamodb.send(new PutItemCommand({ TableName: env.SECRET_TABLE, Item: item })),
  otherAction: () => dynamodb.send(new UpdateItemCommand({ TableName: env.SEEN_TABLE, Key: item })),
  otherIndex: () =>
    dynamodb.send(
      new QueryCommand({
        TableName: env.SEEN_TABLE,
        IndexName: 'byKind',
        ...query,
        ExpressionAttributeNames: { '#k': 'kind' },
      }),
    ),
  ownQueue: () =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: env.ORDERED_QUEUE_URL,
        MessageBody: '{"id":"reached"}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    ),
  otherQueue: () =>
    sqs.send(new SendMessageCommand({ QueueUrl: env.WORK_QUEUE_URL, MessageBody: '{}' })),
  ownPrefix: () => s3.send(new PutObjectCommand({ Bucket: env.INBOX_BUCKET, Key: 'batches/a' })),
  otherPrefix: () => s3.send(new PutObjectCommand({ Bucket: env.INBOX_BUCKET, Key: 'uploads/a' })),
};

/** Tries to do what the body names and says how it went. */
export const reach = async ({ body }) => {
  try {
    await reaches[body]();
    return { statusCode: 200, body: 'allowed' };
  } catch (error) {
    return { statusCode: 200, body: error.name };
  }
};
