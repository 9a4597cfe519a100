import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import type { ApprovedDisclosure } from '../disclosures/disclosure.ts';
import { disclosureItem } from './disclosure-item.ts';
import { disclosureRepository } from './disclosure-repository.ts';
import { outboxTable } from './outbox-table.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const since = '2026-11-21T10:00:00.000Z';
const retryAt = '2026-11-21T10:15:00.000Z';
const approved: ApprovedDisclosure = {
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
  status: 'approved',
  approver: 'bob',
  approvedAt: '2026-11-21T09:30:00.000Z',
};
const held: ApprovedDisclosure = {
  ...approved,
  held: { problem: 'recipient-key-missing', since, tries: 1 },
};
const dispatched = { ...approved, status: 'dispatched' as const, dispatchedAt: since };

let table: string;
beforeEach(async () => {
  table = await createTestTable();
  await client.send(new PutCommand({ TableName: table, Item: disclosureItem(approved) }));
});

async function pendingBefore(before: string): Promise<string[]> {
  const publisher = { publish: async () => {} };
  const bodies: string[] = [];
  for await (const { messages } of outboxTable({ client, table, publisher }).pending(before)) {
    bodies.push(...messages.map(({ body }) => body));
  }
  return bodies;
}

test('given a disclosure that is held, then it says why and its message waits for its hour', async () => {
  const disclosures = disclosureRepository({ client, table });
  await disclosures.hold(held, retryAt);
  expect(await disclosures.get(approved.disclosureId)).toEqual(held);
  expect(await pendingBefore(retryAt)).toEqual([]);
  const [body = '', ...others] = await pendingBefore('2026-11-21T10:15:00.001Z');
  expect(others).toEqual([]);
  expect(JSON.parse(body)).toEqual({
    type: 'disclosure-approved',
    disclosureId: approved.disclosureId,
    afterTries: 1,
  });
});

test('given one that left after all, then nothing waits, and it is held no more', async () => {
  const disclosures = disclosureRepository({ client, table });
  await disclosures.hold(held, retryAt);
  await disclosures.markDispatched(dispatched);
  await disclosures.hold(held, retryAt);
  expect(await disclosures.get(approved.disclosureId)).toEqual(dispatched);
  expect(await pendingBefore('2027-01-01T00:00:00.000Z')).toEqual([]);
});
