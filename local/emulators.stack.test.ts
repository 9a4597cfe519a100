import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createTestBucket, createTestQueue, createTestTable } from '../test/support/aws.ts';

test('given the environment alone, when an item is put, then plain clients read it', async () => {
  const TableName = await createTestTable();
  const client = new DynamoDBClient({});
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  await client.send(new PutItemCommand({ TableName, Item: key }));
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
  expect(Item).toEqual(key);
});

test('given the environment alone, when an object is put, then plain clients read it', async () => {
  const Bucket = await createTestBucket();
  const client = new S3Client({});
  await client.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'bytes' }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a/b' }));
  expect(await Body?.transformToString()).toBe('bytes');
});

test('given a received message, when it is made visible at once, then it comes again', async () => {
  const QueueUrl = await createTestQueue({ fifo: true });
  const client = new SQSClient({});
  const body = { MessageBody: 'hello', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await client.send(new SendMessageCommand({ QueueUrl, ...body }));
  const receive = async () => {
    const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 });
    return (await client.send(command)).Messages?.[0];
  };
  const first = await receive();
  expect(first?.Body).toBe('hello');
  const again = { QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 };
  await client.send(new ChangeMessageVisibilityCommand(again));
  expect((await receive())?.Body).toBe('hello');
});
