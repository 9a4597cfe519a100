import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import type { Disclosure } from '../disclosures/disclosure.ts';
import { disclosureItem } from './disclosure-item.ts';
import { retainedCases } from './retention-cases.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const withdrawn: Disclosure = {
  disclosureId: 'disclosure-0123456789abcdef',
  caseId: 'case-0123456789abcdef',
  recipient: 'ON-TPS',
  language: 'en',
  legalBasis: '55(3)(a)',
  reason: 'Police of jurisdiction',
  packageDigest: '0'.repeat(64),
  packageBytes: 2,
  author: 'ann',
  submittedAt: '2026-11-21T09:00:00.000Z',
  counted: { typology: 'sexual-exploitation', requested: false },
  status: 'withdrawn',
  withdrawnAt: '2026-11-21T09:30:00.000Z',
};

test('given a disclosure, whatever became of it, then its package is named, and no other is', async () => {
  const table = await createTestTable();
  await client.send(new PutCommand({ TableName: table, Item: disclosureItem(withdrawn) }));
  const cases = retainedCases({ client, table });
  expect((await cases.packaged()).named).toEqual(new Set([withdrawn.disclosureId]));
  expect(await cases.isNamed(withdrawn.disclosureId)).toBe(true);
  expect(await cases.isNamed('disclosure-0000000000000000')).toBe(false);
});
