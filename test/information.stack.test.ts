import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import type { Leaf } from '../lib/audit/leaf.ts';
import { informationRepository } from '../lib/aws/information-repository.ts';
import { informationKey } from '../lib/aws/keys.ts';
import { readAddresses } from '../local/published-addresses.ts';
import { type RunningStack, startStack } from '../local/stack.ts';
import { filedInformation } from './support/filed-information.ts';

/* An agency's record from the day on which it is filed to the day on which it is destroyed. */

const dataDirectory = mkdtempSync(join(tmpdir(), 'moneytrail-informed-'));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

function connected() {
  const addresses = readAddresses(dataDirectory);
  if (!addresses) throw new Error('no stack runs');
  const { region, endpoints, rootKey: credentials, stores } = addresses;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials }),
  );
  const table = stores['CASES_TABLE'] ?? '';
  return { client, table, information: informationRepository({ client, table }) };
}

/** What the audit log tells of a record, the newest first, but for who looked at it. */
async function actsOn(recordId: string, stack: RunningStack): Promise<string[]> {
  const headers = { authorization: `Bearer ${await stack.signIn('auditor')}` };
  const answer = await fetch(new URL(`/v1/audit?about=${recordId}`, stack.url), { headers });
  const { leaves } = (await answer.json()) as { leaves: { leaf: Leaf }[] };
  return leaves.flatMap(({ leaf: { kind, act } }) => (kind === 'read' ? [] : [`${kind} ${act}`]));
}

test('given a record of sixteen years ago, when the day’s run starts, then nothing is left of it but its place', async () => {
  const first = await startStack({ dataDirectory });
  const agency = 'ON-KINGSTON';
  const token = await first.signIn('recipient', agency);
  const answer = await fetch(new URL('/v1/information-records', first.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k1' },
    body: JSON.stringify(filedInformation()),
  });
  expect(answer.status).toBe(202);
  const { recordId } = (await answer.json()) as { recordId: string };
  await first.idle();
  expect(await actsOn(recordId, first)).toEqual(['information file']);
  const { client, table } = connected();
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: informationKey({ agency, recordId }),
      UpdateExpression: 'SET #record.receivedAt = :at',
      ExpressionAttributeNames: { '#record': 'record' },
      ExpressionAttributeValues: { ':at': '2010-11-20T12:00:00.000Z' },
    }),
  );
  await first.stop();

  const second = await startStack({ dataDirectory });
  try {
    const { information } = connected();
    while (await information.get({ agency, recordId })) await wait(100);
    expect(await information.after(0)).toEqual([
      { number: 1, agency, recordId, keys: [] },
      { number: 2, agency, recordId, keys: [], withdrawn: true },
    ]);
    await second.idle();
    expect(await actsOn(recordId, second)).toEqual(['retention destroy', 'information file']);
  } finally {
    await second.stop();
  }
}, 180_000);
