import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ledgerHeadKey } from '../../lib/aws/keys.ts';

/** Milliseconds of processor time that the SDK takes for one request, by service. */
export type SdkTime = { dynamodb: number; s3: number; sqs: number; kms: number };

const warmUp = 300;
const rounds = 2000;

const settings = (body: string) => ({
  region: 'ca-central-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  requestHandler: {
    handle: async () => ({
      response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)]) },
    }),
  },
});

/**
 * Measures what a cloud in this process leaves out: marshalling, signing and reading the answers of
 * real clients, whose requests are answered at once instead of being sent.
 */
export async function sdkTime(): Promise<SdkTime> {
  const state = new Uint8Array(2500).fill(7);
  const key = ledgerHeadKey('party:0123456789abcdef01234567');
  const item = { pk: { S: key.pk }, sk: { S: key.sk }, v: { N: '7' } };
  const answer = { Item: { ...item, s: { B: Buffer.from(state).toString('base64') } } };
  const database = DynamoDBDocumentClient.from(
    new DynamoDBClient(settings(JSON.stringify(answer))),
  );
  const table = { TableName: 'ledger' };
  const put = new PutCommand({
    ...table,
    Item: { ...key, v: 7, s: state },
    ConditionExpression: 'v = :previous',
    ExpressionAttributeValues: { ':previous': 6 },
  });
  const get = new GetCommand({ ...table, Key: key, ConsistentRead: true });
  const store = new S3Client(settings(''));
  const object = new PutObjectCommand({ Bucket: 'ledger', Key: 'a/b', Body: state });
  const queue = new SQSClient(settings('{"MessageId":"1"}'));
  const message = new SendMessageCommand({
    QueueUrl: 'https://sqs.ca-central-1.amazonaws.com/000000000000/evaluation',
    MessageBody: 'x'.repeat(2000),
  });
  const writing = await eachTakes(() => database.send(put));
  const reading = await eachTakes(() => database.send(get));
  return {
    dynamodb: (writing + reading) / 2,
    s3: await eachTakes(() => store.send(object)),
    // The digest of the message is not checked: the answer has none.
    sqs: await eachTakes(() => queue.send(message).catch(() => {})),
    // Nothing is signed before a case is decided.
    kms: 0,
  };
}

async function eachTakes(request: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < warmUp; round += 1) await request();
  const cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await request();
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000 / rounds;
}
