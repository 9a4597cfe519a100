import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { subject } from '../../test/support/case-world.ts';
import { caseIdOf } from '../cases/assessment.ts';
import type { Case, Decision } from '../cases/case.ts';
import type { CaseQuery } from '../cases/case-queue.ts';
import type { Assembly, Cases } from '../cases/cases.ts';
import { assemblyRepository } from './assembly-repository.ts';
import { caseRepository } from './case-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const idOf = (place: number) => `case-${String(place).padStart(16, '0')}`;
const raised = (day: number) => `2026-06-${String(day).padStart(2, '0')}T12:00:00.000Z`;

let cases: Cases;
let assembly: Assembly;
beforeAll(async () => {
  const store = { client, table: await createTestTable('cases') };
  cases = caseRepository({ ...store, outbox: { publishSoon: async () => {} } });
  assembly = assemblyRepository(store);
  const nothing = { memberships: new Map(), assessments: new Map(), cases: new Map() };
  await assembly.replace(nothing, { memberships: new Map(), assessments: new Map(), cases: all });
});

const common = {
  ...{ revision: 1, decisions: 0, gateHolds: true, assessmentDigest: 'digest' },
  typology: 'sexual-exploitation' as const,
};
const claim = (claimedBy: string) => ({
  ...{ status: 'claimed' as const, claimedBy, openedAt: raised(20) },
});
/** In the order in which they were raised: 1, 2, 3… */
const all: Case[] = [
  { ...common, caseId: idOf(1), outcome: 'review', raisedAt: raised(1), status: 'open' },
  { ...common, caseId: idOf(2), outcome: 'priority', raisedAt: raised(2), status: 'open' },
  {
    ...{ ...common, caseId: idOf(3), outcome: 'review', raisedAt: raised(3), status: 'open' },
    typology: 'labour-exploitation',
  },
  {
    ...{ ...common, caseId: idOf(4), outcome: 'review', raisedAt: raised(4), status: 'open' },
    sameDay: ['minor'],
  },
  { ...common, caseId: idOf(5), outcome: 'priority', raisedAt: raised(5), status: 'open' },
  { ...common, caseId: idOf(6), outcome: 'review', raisedAt: raised(6), ...claim('ann') },
  {
    ...{ ...common, caseId: idOf(7), outcome: 'priority', raisedAt: raised(7) },
    ...{ claimedBy: 'bob', openedAt: raised(20), author: 'bob', groundsReachedAt: raised(21) },
    ...{ status: 'submitted', submittedDigest: 'digest' },
    ...{ disclosures: ['disclosure-0000000000000001'], recipients: ['ON-KINGSTON'] },
  },
];

/** All pages of a query, of so many cases each: their places in the order of being raised. */
async function placesOf(query: Omit<CaseQuery, 'limit'>, limit: number): Promise<number[]> {
  const found: Case[] = [];
  let cursor: string | undefined;
  do {
    const page = await cases.list({ ...query, limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return found.map(({ caseId }) => Number(caseId.slice(-4)));
}

describe.each([1, 2, 3, 50])('given pages of %i', (limit) => {
  const asked: [string, Omit<CaseQuery, 'limit'>, number[]][] = [
    ['open cases, most pressing first', { status: 'open' }, [4, 2, 5, 1, 3]],
    ['open cases, oldest first', { status: 'open', sort: 'oldest' }, [1, 2, 3, 4, 5]],
    ['open cases, newest first', { status: 'open', sort: 'newest' }, [5, 4, 3, 2, 1]],
    ['those of the same day', { priority: 'same-day' }, [4]],
    ['those of priority', { priority: 'priority' }, [2, 5, 7]],
    ['those of a typology', { typology: 'labour-exploitation' }, [3]],
    ['those raised before', { raisedBefore: raised(4), sort: 'newest' }, [3, 2, 1]],
    ['those raised before, by priority', { raisedBefore: raised(3), status: 'open' }, [2, 1]],
    ['those that ann holds', { claimedBy: 'ann' }, [6]],
    ['those for a recipient', { recipient: 'ON-KINGSTON' }, [7]],
    ['all of them, by age', { sort: 'oldest' }, [1, 2, 3, 4, 5, 6, 7]],
    ['none', { status: 'rejected' }, []],
  ];
  test.each(asked)('%s', async (_, query, places) => {
    expect(await placesOf(query, limit)).toEqual(places);
  });
});

describe('given a decision that changes two cases', () => {
  const decision = (place: number, sequence: number): Decision => ({
    ...{ caseId: idOf(place), sequence, kind: 'merge', actor: 'ann', at: raised(22) },
    ...{ reason: 'One household.', revision: 1, assessmentDigest: 'digest' },
  });
  const next = (place: number): Case => ({
    ...{ ...common, caseId: idOf(place), outcome: 'review', raisedAt: raised(place) },
    ...{ revision: 2, decisions: 1, status: 'open' },
  });
  const subjects = ['alex', 'robin'].map(subject);

  test('then both, their decisions and the notes of the subjects are written together', async () => {
    await cases.decide({
      ...{ next: next(1), decision: decision(1, 1) },
      beside: { next: next(3), decision: decision(3, 1) },
      bind: subjects,
    });
    expect(await cases.decisions(idOf(3))).toHaveLength(1);
    const { memberships, cases: read } = await assembly.read(subjects);
    for (const note of memberships.values()) {
      expect(note).toEqual({ version: 1, bound: new Set([idOf(1), idOf(3)]) });
    }
    expect([...read.keys()].sort()).toEqual([idOf(1), idOf(3)]);
  });

  test('then an assembly keeps the notes, and one from before them is refused', async () => {
    const before = await assembly.read(subjects);
    const [first = ''] = subjects;
    const after = {
      memberships: new Map([[first, caseIdOf([first])]]),
      ...{ assessments: new Map(), cases: [] },
    };
    await assembly.replace(before, after);
    const { memberships } = await assembly.read([first]);
    expect(memberships.get(first)?.bound).toEqual(new Set([idOf(1), idOf(3)]));
    await expect(assembly.replace(before, after)).rejects.toThrow('transaction');
  });

  test('when one of the cases was changed meanwhile, then neither is written', async () => {
    const stale = cases.decide({
      ...{ next: next(2), decision: decision(2, 1) },
      beside: { next: next(3), decision: decision(3, 2) },
    });
    await expect(stale).rejects.toThrow('case-changed');
    expect(await cases.decisions(idOf(2))).toEqual([]);
  });
});

test('given requests for data, then the newest come first, page by page', async () => {
  const ask = (sequence: number): Decision => ({
    ...{ caseId: idOf(5), sequence, kind: 'request-data', actor: 'ann', at: raised(22 + sequence) },
    ...{ reason: 'Places are not told.', revision: sequence, assessmentDigest: 'digest' },
    dataRequest: { entity: '1234567', missing: ['city'], references: [] },
  });
  const [, , , , fifth] = all;
  if (!fifth) throw new Error('no case');
  for (const sequence of [1, 2, 3]) {
    const next = { ...fifth, revision: sequence + 1, decisions: sequence };
    await cases.decide({ next, decision: ask(sequence) });
  }
  const first = await cases.listDataRequests({ limit: 2 });
  expect(first.items.map(({ sequence }) => sequence)).toEqual([3, 2]);
  const second = await cases.listDataRequests({ limit: 2, cursor: first.cursor });
  expect(second.items.map(({ sequence }) => sequence)).toEqual([1]);
});
