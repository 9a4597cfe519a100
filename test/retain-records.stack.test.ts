import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { batchKey } from '../lib/aws/keys.ts';
import { readAddresses } from '../local/published-addresses.ts';
import { startStack } from '../local/stack.ts';
import { bankOf } from './support/bank.ts';
import { cashDeposit, entity, filedReport } from './support/reports.ts';

/* The function that destroys, started by its schedule and with no more than its own permissions. */

const dataDirectory = mkdtempSync(join(tmpdir(), 'moneytrail-retained-'));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

function connected() {
  const addresses = readAddresses(dataDirectory);
  if (!addresses) throw new Error('no stack runs');
  const { region, endpoints, rootKey: credentials, stores } = addresses;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials }),
  );
  return { client, s3: new S3Client({ region, endpoint: endpoints.s3, credentials }), stores };
}

async function itemOf(batchId: string) {
  const { client, stores } = connected();
  const Key = batchKey(entity, batchId);
  const get = { TableName: stores['REPORTS_TABLE'], Key, ConsistentRead: true };
  return (await client.send(new GetCommand(get))).Item;
}

async function versionsOf(prefix: string): Promise<string[]> {
  const { s3, stores } = connected();
  const list = { Bucket: stores['INBOX_BUCKET'], Prefix: prefix };
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand(list));
  return [...Versions, ...DeleteMarkers].map(({ Key = '' }) => Key);
}

test('given a batch of sixteen years ago, when the day’s run starts, then its content is gone', async () => {
  const first = await startStack({ dataDirectory });
  const report = filedReport({
    transactions: [cashDeposit({ at: '2010-11-06T23:41:10-05:00' })],
  });
  const { batchId } = await (await bankOf(first)).submit([report, 'nonsense']);
  await first.idle();
  const { client, stores } = connected();
  await client.send(
    new UpdateCommand({
      TableName: stores['REPORTS_TABLE'],
      Key: batchKey(entity, batchId),
      UpdateExpression: 'SET receivedAt = :at',
      ExpressionAttributeValues: { ':at': '2010-11-20T12:00:00.000Z' },
    }),
  );
  const source = String((await itemOf(batchId))?.['source']);
  expect(await versionsOf(source)).toHaveLength(1);
  await first.stop();

  const second = await startStack({ dataDirectory });
  try {
    let destroyed: Record<string, unknown> = {};
    while (destroyed['identifiersGoneAt'] === undefined || destroyed['removing'] !== undefined) {
      await wait(100);
      destroyed = (await itemOf(batchId))?.['destroyed'] ?? {};
    }
    expect(await versionsOf(source)).toEqual([]);
    expect(await versionsOf(`reports/${entity}/${batchId}/`)).toEqual([]);
    expect(await versionsOf(`destroyed/${entity}/${batchId}/`)).toHaveLength(1);
    expect((await (await bankOf(second)).receipts(batchId)).length).toBe(2);
  } finally {
    await second.stop();
  }
}, 180_000);
