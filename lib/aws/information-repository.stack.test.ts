import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import type { InformationRecord } from '../information-records/information-record.ts';
import { phoneKey } from '../ledger/recognition-keys.ts';
import { informationRepository } from './information-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const key = phoneKey('416-555-0142') ?? '';
const record = (place: number, agency = 'ON-KINGSTON'): InformationRecord => ({
  recordId: `record-${String(place).padStart(16, '0')}`,
  agency,
  filedBy: 'officer',
  receivedAt: '2026-11-21T10:00:00.000Z',
  ...filedInformation(),
});

const persons = [{ pointer: '/persons/0', name: 'aaa bbb', aliases: ['ccc'], birthDate: '1996' }];

let sent: string[];
let repository: ReturnType<typeof informationRepository>;
beforeEach(async () => {
  sent = [];
  repository = informationRepository({
    client,
    table: await createTestTable('cases'),
    outbox: {
      publishSoon: async (_, messages) => {
        sent.push(...messages.map(({ queue, body }) => `${queue} ${body}`));
      },
    },
  });
});

describe('given records of two agencies', () => {
  test('when one is filed twice, then the first stands and one message is sent', async () => {
    await repository.file(record(1));
    const later = { ...record(1), receivedAt: '2026-11-22T10:00:00.000Z' };
    expect(await repository.file(later)).toEqual(record(1));
    expect(sent).toEqual([
      expect.stringMatching(/^information .*information-filed/),
      expect.stringMatching(/^audit .*"act":"file"/),
    ]);
  });

  test('when one is taken back twice, then the first withdrawal stands and both acts are told', async () => {
    await repository.file(record(1));
    sent = [];
    const withdrawn = { at: '2026-11-22T10:00:00.000Z', by: 'officer', reason: 'Wrong.' };
    await repository.withdraw({ ...record(1), withdrawn });
    expect(sent.map((message) => message.split(' ')[0])).toEqual(['information', 'audit', 'audit']);
    const again = { ...record(1), withdrawn: { ...withdrawn, reason: 'Again.' } };
    expect(await repository.withdraw(again)).toEqual({ ...record(1), withdrawn });
    expect(sent).toHaveLength(3);
    expect(await repository.get(record(1))).toEqual({ ...record(1), withdrawn });
  });

  test('when each lists its own, then it finds them page by page and no others', async () => {
    for (const place of [1, 2, 3]) await repository.file(record(place));
    await repository.file(record(4, 'ON-OPP'));
    const page = await repository.list('ON-KINGSTON', { limit: 2 });
    expect(page.items).toEqual([record(1), record(2)]);
    const rest = await repository.list('ON-KINGSTON', { limit: 2, cursor: page.cursor ?? '' });
    expect(rest).toEqual({ items: [record(3)] });
    expect(
      await repository.get({ agency: 'ON-OPP', recordId: record(1).recordId }),
    ).toBeUndefined();
  });
});

test('given many who watch at once, and again, then each record has one number and none is left out', async () => {
  const names = Array.from({ length: 5 }, (_, place) => record(place));
  await Promise.all([...names, ...names].map((name) => repository.watchFor(name, { keys: [key] })));
  const log = await repository.after(0);
  expect(log.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(log.map(({ recordId }) => recordId)).size).toBe(5);
  expect(await repository.after(3)).toEqual(log.slice(3));
  expect(await repository.after(5)).toEqual([]);
});

test('given a record that is watched for by its names, when it is taken back, then the log says so once', async () => {
  await repository.watchFor(record(1), { keys: [key], persons });
  await Promise.all([1, 2, 3].map(() => repository.stopWatching(record(1))));
  await repository.watchFor(record(1), { keys: [key] });
  expect(await repository.after(0)).toMatchObject([
    { number: 1, keys: [key], persons },
    { number: 2, keys: [], withdrawn: true },
  ]);
});

test('given assessments that records met, then they are listed page by page, each as last marked', async () => {
  const cases = ['case-0000000000000001', 'case-0000000000000002'];
  for (const caseId of cases) await repository.mark(caseId, ['ON-OPP']);
  await repository.mark('case-0000000000000001', ['ON-OPP', 'ON-KINGSTON']);
  const page = await repository.listInformed({ limit: 1 });
  expect(page.items).toEqual([{ caseId: cases[0], informedBy: ['ON-OPP', 'ON-KINGSTON'] }]);
  const rest = await repository.listInformed({ limit: 1, cursor: page.cursor ?? '' });
  expect(rest.items).toEqual([{ caseId: cases[1], informedBy: ['ON-OPP'] }]);
});

test('given marks, when they are taken away, then one that changed since it was read stands', async () => {
  const [first, second, third] = [1, 2, 3].map(
    (place) => `case-${String(place).padStart(16, '0')}`,
  );
  const all = [first, second, third] as string[];
  for (const caseId of all.slice(0, 2)) await repository.mark(caseId, ['ON-OPP']);
  expect(await repository.marked(all)).toEqual(
    new Map(all.slice(0, 2).map((caseId) => [caseId, ['ON-OPP']])),
  );
  const both = ['ON-OPP', 'ON-KINGSTON'];
  await repository.mark(all[1] ?? '', both);
  for (const caseId of all) await repository.unmark(caseId, ['ON-OPP']);
  expect(await repository.marked(all)).toEqual(new Map([[second, both]]));
  expect((await repository.listInformed({ limit: 10 })).items).toEqual([
    { caseId: second, informedBy: both },
  ]);
});
