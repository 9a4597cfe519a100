import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { subject } from '../../test/support/case-world.ts';
import { StaleWrite } from '../errors.ts';
import type { PossibleDecision, PossibleMatch } from '../information-records/possible-match.ts';
import { possibleMatchRepository } from './possible-match-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const match = (about: string, place = 1): PossibleMatch => ({
  ...{ subject: subject(about), agency: 'ON-OPP' },
  recordId: `record-${String(place).padStart(16, '0')}`,
  ...{ version: 1, foundAt: `2026-06-0${place}T12:00:00.000Z`, caseId: 'case-0123456789abcdef' },
  by: [{ pointer: '/persons/0', agrees: ['name'] }],
  ...{ holds: true, inWork: true, decisions: [] },
});
const decision = (sequence: number, verdict: PossibleDecision['verdict']): PossibleDecision => ({
  ...{ sequence, verdict, reason: 'Seen.', actor: 'ana', at: '2026-06-05T12:00:00.000Z' },
  ...{ by: match('a').by, requestKey: `key-${sequence}` },
});
/** The next version, with one decision more. */
const decided = (before: PossibleMatch, verdict: PossibleDecision['verdict']) => {
  const last = decision(before.decisions.length + 1, verdict);
  const decisions = [...before.decisions, last];
  return { next: { ...before, version: before.version + 1, decisions }, last };
};

let table: string;
let sent: string[];
let repository: ReturnType<typeof possibleMatchRepository>;
beforeEach(async () => {
  sent = [];
  table = await createTestTable('cases');
  repository = possibleMatchRepository({
    client,
    table,
    outbox: {
      publishSoon: async (_, messages) => {
        sent.push(...messages.map(({ queue, group = '' }) => `${queue} ${group}`));
      },
    },
  });
});

describe('given matches of several people', () => {
  beforeEach(async () => {
    for (const one of [match('a', 2), match('a', 1), match('b', 3)]) await repository.replace(one);
  });

  test('when those of one are read, then all of hers and no others', async () => {
    expect(await repository.of([subject('a')])).toEqual([match('a', 1), match('a', 2)]);
    expect(await repository.of([subject('c')])).toEqual([]);
    expect(await repository.get(match('b', 3))).toEqual(match('b', 3));
    expect(await repository.get(match('b', 1))).toBeUndefined();
  });

  test('when those that wait are listed, then page by page, the one found first first', async () => {
    const page = await repository.listOpen({ limit: 2 });
    expect(page.items).toEqual([match('a', 1), match('a', 2)]);
    const rest = await repository.listOpen({ limit: 2, cursor: page.cursor ?? '' });
    expect(rest).toEqual({ items: [match('b', 3)] });
  });

  test('when one no longer holds, then it waits no more and is kept', async () => {
    const gone = { ...match('a', 1), version: 2, holds: false };
    await repository.replace(gone);
    expect((await repository.listOpen({ limit: 9 })).items).toHaveLength(2);
    expect(await repository.get(gone)).toEqual(gone);
  });

  test('when one is decided, then the log and the case hear of it, and it waits no more', async () => {
    const { next, last } = decided(match('a', 1), 'confirm');
    await repository.replace(next, last);
    expect(sent).toEqual(['audit ', `disclosure ${subject('a')}`]);
    expect(await repository.of([subject('a')])).toEqual([next, match('a', 2)]);
    expect((await repository.listOpen({ limit: 9 })).items).toHaveLength(2);
  });

  test('when two decide at once, then one of them is told that it changed', async () => {
    const [one, other] = [decided(match('a', 1), 'confirm'), decided(match('a', 1), 'dismiss')];
    const ends = await Promise.allSettled([
      repository.replace(one.next, one.last),
      repository.replace(other.next, other.last),
    ]);
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toMatchObject([{ reason: expect.any(StaleWrite) }]);
    expect(sent).toHaveLength(2);
  });

  test('when it is decided twice and nothing could be sent, then both decisions are still to be told', async () => {
    const silent = possibleMatchRepository({ client, table });
    const first = decided(match('a', 1), 'confirm');
    await silent.replace(first.next, first.last);
    const second = decided(first.next, 'dismiss');
    await silent.replace(second.next, second.last);
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :decisions)',
        ExpressionAttributeValues: {
          ':pk': `SUBJECT#${subject('a')}`,
          ':decisions': 'POSSIBLE-DECISION#',
        },
      }),
    );
    expect(Items.map(({ pendingMessages }) => pendingMessages.length)).toEqual([2, 2]);
  });
});

test('given matches of two records, when one record is forgotten, then what was found of it goes, what was decided waits for nobody, and the other stands', async () => {
  const other = match('a', 2);
  for (const one of [match('a'), match('b'), match('c'), other]) await repository.replace(one);
  const confirmed = decided(match('a'), 'confirm');
  await repository.replace(confirmed.next, confirmed.last);
  // Dismissed when they had something else in common: it waits again.
  const { next, last } = decided(match('b'), 'dismiss');
  const again = { ...next, by: [{ pointer: '/persons/1', agrees: ['name' as const] }] };
  await repository.replace(again, last);
  expect((await repository.listOpen({ limit: 9 })).items).toEqual([again, match('c'), other]);
  const about = ['a', 'b', 'c'].map(subject).sort();
  expect((await repository.subjectsOf(match('a'))).sort()).toEqual(about);
  for (let times = 0; times < 2; times += 1) await repository.forget(match('a'));
  expect(await repository.subjectsOf(match('a'))).toEqual([]);
  expect((await repository.listOpen({ limit: 9 })).items).toEqual([other]);
  expect(await repository.get(match('c'))).toBeUndefined();
  expect(await repository.get(match('b'))).toEqual({ ...again, version: 3, holds: false });
  expect(await repository.get(match('a'))).toEqual({
    ...confirmed.next,
    version: 3,
    holds: false,
  });
});

test('given very many people in a case, when their matches are read, then those of each, in the same order', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `p${at}`);
  for (const name of names) await repository.replace(match(name));
  const found = await repository.of(names.map(subject));
  expect(found.map((one) => one.subject)).toEqual(names.map(subject));
});

test('given a match, when it is placed again as the first, then it stands as it was', async () => {
  await repository.replace(match('a'));
  await expect(repository.replace({ ...match('a'), holds: false })).rejects.toThrow(StaleWrite);
  expect(await repository.get(match('a'))).toEqual(match('a'));
});
