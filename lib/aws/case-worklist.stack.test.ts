import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { subject } from '../../test/support/case-world.ts';
import { caseIdOf } from '../cases/assessment.ts';
import type { Case, Decision } from '../cases/case.ts';
import type { CaseQuery } from '../cases/case-queue.ts';
import type { Assembly, Cases } from '../cases/cases.ts';
import { isFor } from '../disclosures/proposed-recipients.ts';
import { routingFile } from '../disclosures/routing-file.ts';
import { StaleWrite } from '../errors.ts';
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
    whereabouts: { facts: [{ province: 'ON', city: 'Kingston', count: 2 }], homes: [] },
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

const routing = { table: await routingFile('rules').active(), day: '2026-11-21' };
const isForKingston = (theCase: Case) => isFor(theCase, 'ON-KINGSTON', routing);

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
    ['those for a recipient', { isWanted: isForKingston, sort: 'oldest' }, [3, 7]],
    ['open cases for a recipient', { isWanted: isForKingston, status: 'open' }, [3]],
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
    await expect(assembly.replace(before, after)).rejects.toThrow(StaleWrite);
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

describe('given requests for data', () => {
  const taken = (sequence: number, facts: Partial<Decision>): Decision => ({
    ...{ caseId: idOf(5), sequence, kind: 'request-data', actor: 'ann', at: raised(22 + sequence) },
    ...{ reason: 'Places are not told.', revision: sequence, assessmentDigest: 'digest' },
    ...facts,
  });
  const ask = (sequence: number) =>
    taken(sequence, { dataRequest: { entity: '1234567', missing: ['city'], references: [] } });
  const close = (sequence: number, request: number) =>
    taken(sequence, {
      ...{ kind: 'close-data-request', dataRequestClosed: { request, outcome: 'answered' } },
    });
  const decide = (decision: Decision) => {
    const fifth = all[4];
    if (!fifth) throw new Error('no case');
    const { sequence } = decision;
    return cases.decide({
      next: { ...fifth, revision: sequence + 1, decisions: sequence },
      decision,
    });
  };
  const pageOf = async (state?: 'open' | 'closed', cursor?: string) => {
    const page = await cases.listDataRequests({ limit: 2, state, cursor });
    const told = page.items.map(({ request, closing }) => [request.sequence, closing?.sequence]);
    return { told, cursor: page.cursor };
  };

  beforeAll(async () => {
    for (const decision of [ask(1), ask(2), ask(3), close(4, 2)]) await decide(decision);
  });

  test('then the newest come first, page by page, each with what closed it', async () => {
    const first = await pageOf();
    expect(first.told).toEqual([
      [3, undefined],
      [2, 4],
    ]);
    expect((await pageOf(undefined, first.cursor)).told).toEqual([[1, undefined]]);
  });

  test('then those that are open are told without those that are closed, and these alone', async () => {
    expect((await pageOf('open')).told).toEqual([
      [3, undefined],
      [1, undefined],
    ]);
    expect((await pageOf('closed')).told).toEqual([[2, 4]]);
  });

  test('then what was decided stays as it was, and nothing closes it again', async () => {
    expect(await cases.decision(idOf(5), 2)).toEqual(ask(2));
    await expect(decide(close(5, 2))).rejects.toThrow('case-changed');
    expect(await cases.decision(idOf(5), 5)).toBeUndefined();
  });
});

describe('given a request that may lead to one decision only', () => {
  const claimOf = (place: number): Parameters<Cases['decide']>[0] => ({
    next: {
      ...{ ...common, caseId: idOf(place), outcome: 'review', raisedAt: raised(place) },
      ...{ revision: 2, decisions: 1, ...claim('cleo') },
    },
    decision: {
      ...{ caseId: idOf(place), sequence: 1, kind: 'claim', actor: 'cleo', at: raised(25) },
      ...{ reason: 'Claimed.', revision: 1, assessmentDigest: 'digest', requestKey: 'k1' },
    },
    once: true,
  });

  test('when it leads to one on each of two cases, then the second is refused', async () => {
    expect(await cases.decisionOnce('k1')).toBeUndefined();
    await cases.decide(claimOf(4));
    await expect(cases.decide(claimOf(6))).rejects.toThrow('case-changed');
    expect(await cases.decisionOnce('k1')).toEqual(claimOf(4).decision);
    expect(await cases.get(idOf(6))).toMatchObject({ claimedBy: 'ann' });
  });
});
