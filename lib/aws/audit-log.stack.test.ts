import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHandler as readAudit } from '../../functions/read-audit/handler.ts';
import { createHandler as recordAudit } from '../../functions/record-audit/handler.ts';
import { createTestBucket, createTestQueue, createTestTable } from '../../test/support/aws.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { leafNumber, leavesUpTo } from '../../test/support/memory-audit-log.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { appendLeaves } from '../audit/append-leaves.ts';
import { checkpointName } from '../audit/audit-log.ts';
import { verifyLog } from '../audit/verify/verify-log.ts';
import { auditHeads } from './audit-heads.ts';
import { auditObjects, prefix } from './audit-objects.ts';
import { auditQueue } from './audit-queue.ts';
import { kmsSigner } from './kms-signer.ts';

const client = new S3Client({});
const sqs = new SQSClient({});
const { KMS_SIGNING_KEY_ID = '' } = process.env;
const signer = kmsSigner({ client: new KMSClient({}), key: KMS_SIGNING_KEY_ID });

/** A log of its own on the servers. */
async function newLog() {
  const [table, bucket, url] = await Promise.all([
    createTestTable('leaves'),
    createTestBucket({ retentionDays: 1 }),
    createTestQueue(),
  ]);
  const heads = auditHeads({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table });
  const objects = auditObjects({ client, bucket });
  const source = {
    get: objects.get,
    async checkpointSizes() {
      const Prefix = `${prefix}checkpoints/`;
      const list = new ListObjectsV2Command({ Bucket: bucket, Prefix });
      const { Contents = [] } = await client.send(list);
      return Contents.map(({ Key = '' }) => Number(Key.slice(Prefix.length)));
    },
  };
  return { url, source, ports: { heads, objects, signer, pause: async () => {} } };
}

type Log = Awaited<ReturnType<typeof newLog>>;
const judge = async ({ source }: Log) => verifyLog(source, { publicKey: await signer.publicKey() });

const reading = ({ ports, url }: Log) => ({
  ...ports,
  tellReads: auditQueue({ client: sqs, url }),
  now: () => '2026-06-15T12:00:00.000Z',
  newId: () => 'read-of-the-log',
});

async function get(log: Log, route: string, query: Record<string, string>) {
  const claims = { sub: 'audrey', scope: 'auditor' };
  const event = httpEvent(`GET /v1/audit${route}`, { claims, query });
  const { statusCode, body = '' } = await readAudit(reading(log))(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
}

describe('given a log in a locked bucket', () => {
  let log: Log;
  beforeAll(async () => {
    log = await newLog();
    await appendLeaves(log.ports, leavesUpTo(250));
  });

  test('when several append the same at once, then each leaf is there once, and it verifies', async () => {
    const more = Array.from({ length: 12 }, (_, at) => leafNumber(250 + at));
    await Promise.all(
      [more, more.toReversed(), more.slice(3, 9)].map((leaves) => appendLeaves(log.ports, leaves)),
    );
    const verdict = await judge(log);
    expect(verdict).toMatchObject({ size: 262, isSigned: true });
    expect(verdict).not.toHaveProperty('fault');
  });

  test('when what was published is published again, then the objects stay as they are', async () => {
    const name = checkpointName(90);
    const before = await log.ports.objects.get(name);
    expect(await log.ports.objects.keep(name, Buffer.from('other'))).toEqual(before);
    await log.ports.objects.advance(Buffer.from(before ?? []).toString());
    expect(await judge(log)).toMatchObject({ size: 262 });
  });

  test('when an auditor asks, then leaves and proofs are told, and the question is recorded', async () => {
    const { body } = await get(log, '', { actor: 'ana', limit: '3' });
    expect(body.leaves).toHaveLength(3);
    expect((await get(log, '/proof', { id: 'read-7' })).body.leaf).toEqual(leafNumber(7));
    expect((await get(log, '/proof', { first: '90' })).body.second).toBe(262);
    expect((await get(log, '/checkpoint', {})).body.publicKey).toBe(await signer.publicKey());

    const receive = { QueueUrl: log.url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    expect(Messages).toHaveLength(3);
    const { cases, auditTrail } = memoryCases();
    const answer = await recordAudit({ ...log.ports, cases, auditTrail })(
      queueEvent(...Messages.map(({ Body = '' }) => Body)),
      lambdaContext(),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    const { leaves } = (await get(log, '', { actor: 'audrey' })).body;
    expect(leaves).toMatchObject([{ index: 262, leaf: { act: expect.stringMatching(/audit/) } }]);
    expect(await judge(log)).toMatchObject({ size: 263 });
  });
});

test('given a process that died between the head and the objects, then the next one publishes', async () => {
  const log = await newLog();
  const dead = { ...log.ports.objects, keep: () => Promise.reject(new Error('dead')) };
  await expect(
    appendLeaves({ ...log.ports, objects: dead }, [leafNumber(0), leafNumber(1)]),
  ).rejects.toThrow('dead');
  expect(await log.ports.heads.read()).toMatchObject({ size: 2, unpublished: [{}, {}] });
  await appendLeaves(log.ports, [leafNumber(1)]);
  expect(await log.ports.heads.read()).toMatchObject({ size: 2, unpublished: [] });
  expect(await judge(log)).toMatchObject({ size: 2, isSigned: true });
});
