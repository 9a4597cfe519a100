import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import type { InformationRecord } from '../information-records/information-record.ts';
import { watchedKeys } from '../information-records/watched-keys.ts';
import { phoneKey } from '../ledger/recognition-keys.ts';
import { informationRepository } from './information-repository.ts';
import { retainedInformation } from './retention-information.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const persons = [{ pointer: '/persons/0', name: 'aaa bbb', aliases: [] }];
const key = phoneKey('416-555-0142') ?? '';

async function allOf(retained: ReturnType<typeof retainedInformation>) {
  const still: InformationRecord[] = [];
  for await (const record of retained.every()) still.push(record);
  return still;
}

test('given a record that was never watched for, then it is found in the order of filing, and can be forgotten', async () => {
  const table = await createTestTable('cases');
  const information = informationRepository({ client, table });
  const retained = retainedInformation({ client, table });
  const filed = ['2026-11-22', '2026-11-21'].map((day, place) => ({
    recordId: `record-${String(place).padStart(16, '0')}`,
    ...{ agency: 'ON-OPP', filedBy: 'officer', receivedAt: `${day}T10:00:00.000Z` },
    ...filedInformation(),
  }));
  for (const record of filed) await information.file(record);
  expect(await allOf(retained)).toEqual(filed.toReversed());
  for (const record of filed) {
    await retained.stopWatching(record);
    await retained.forget(record);
  }
  expect(await allOf(retained)).toEqual([]);
  // A message that comes after all finds no record, so that nothing is watched for.
  expect((await watchedKeys(information)()).recordsOf([key])).toEqual([]);
});

test('given two records, when one is forgotten twice, then nothing finds it and the other is as it was', async () => {
  const table = await createTestTable('cases');
  const information = informationRepository({ client, table });
  const retained = retainedInformation({ client, table });
  const watched = watchedKeys(information);
  const [one, other] = [1, 2].map((place) => ({
    recordId: `record-${String(place).padStart(16, '0')}`,
    ...{ agency: 'ON-OPP', filedBy: 'officer', receivedAt: '2026-11-21T10:00:00.000Z' },
    ...filedInformation(),
  }));
  if (!one || !other) throw new Error('two records');
  for (const record of [one, other]) {
    await information.file(record);
    await information.watchFor(record, { keys: [key], persons });
  }
  expect((await watched()).recordsOf([key])).toHaveLength(2);

  for (let times = 0; times < 2; times += 1) {
    await retained.stopWatching(one);
    await retained.forget(one);
  }
  expect(await information.get(one)).toBeUndefined();
  const left = [{ agency: other.agency, recordId: other.recordId, number: 2 }];
  // Also who has read the log before.
  expect((await watched()).recordsOf([key])).toEqual(left);
  expect((await watchedKeys(information)()).recordsOf([key])).toEqual(left);
  const [first] = await information.after(0);
  expect(first).toEqual({ number: 1, agency: one.agency, recordId: one.recordId, keys: [] });
  expect(await allOf(retained)).toEqual([other]);
});
