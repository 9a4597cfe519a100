import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { assess } from '../cases/assess.ts';
import { type Assessment, caseIdOf } from '../cases/assessment.ts';
import type { Case, Decision } from '../cases/case.ts';
import type { Assembly, Cases, OutgoingMessage } from '../cases/cases.ts';
import { StaleWrite } from '../errors.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { assemblyRepository } from './assembly-repository.ts';
import { caseRepository } from './case-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const noon = '2026-06-01T12:00:00.000Z';
const alex = subject('alex');
const caseId = caseIdOf([alex]);

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

let assembly: Assembly;
let cases: Cases;
let published: OutgoingMessage[];
beforeEach(async () => {
  const store = { client, table: await createTestTable('cases') };
  published = [];
  assembly = assemblyRepository(store);
  cases = caseRepository({
    ...store,
    outbox: {
      publishSoon: async (_, messages) => {
        published.push(...(messages as OutgoingMessage[]));
      },
    },
  });
});

const openCase: Case = {
  caseId,
  revision: 1,
  decisions: 0,
  typology: 'sexual-exploitation',
  outcome: 'review',
  raisedAt: noon,
  assessmentDigest: 'digest',
  gateHolds: true,
  status: 'open',
};

async function assessmentOf(name: string, indicators: string[]): Promise<Assessment> {
  const { held, file } = memoryLedgers();
  file({ about: name, indicators });
  const evaluations = new Map(
    [...held].map(([key, ledger]) => [key, evaluationOf(ledger, rulebook)]),
  );
  const subjects = [subject(name)];
  const linked = { caseId: caseIdOf(subjects), subjects, links: [], ledgers: held, evaluations };
  return assess(linked, rulebook);
}

const put = async (theCases: Case[], assessments: Assessment[] = []) => {
  const before = await assembly.read([alex]);
  await assembly.replace(before, {
    memberships: new Map([[alex, caseId]]),
    assessments: new Map(assessments.map((one) => [one.caseId, one])),
    cases: theCases,
  });
};

describe('given what an assembly wrote', () => {
  let assessment: Assessment;
  beforeEach(async () => {
    assessment = await assessmentOf('alex', ['HT-SEX-042', 'HT-SEX-012']);
    await put([openCase], [assessment]);
  });

  test('then it reads the same, and so do people', async () => {
    const { memberships, assessments, cases: stored } = await assembly.read([alex]);
    expect(memberships.get(alex)).toEqual({ caseId, version: 1 });
    expect(assessments.get(caseId)).toEqual({ assessment, version: 1 });
    expect(stored.get(caseId)).toEqual(openCase);
    expect(await cases.assessment(caseId)).toEqual(assessment);
    expect(await cases.get(caseId)).toEqual(openCase);
  });

  test('when two write from the same reading, then the second is refused and changes nothing', async () => {
    const before = await assembly.read([alex]);
    const lapsed: Case = { ...openCase, revision: 2, status: 'lapsed', gateHolds: false };
    const after = {
      memberships: new Map([[alex, undefined]]),
      assessments: new Map([[caseId, undefined]]),
      cases: [lapsed],
    };
    await assembly.replace(before, after);
    await expect(assembly.replace(before, after)).rejects.toThrow(StaleWrite);
    const left = await assembly.read([alex]);
    expect(left.memberships.get(alex)).toEqual({ version: 2 });
    expect(left.assessments.size).toBe(0);
    expect(left.cases.get(caseId)).toEqual(lapsed);
  });

  test('when something appeared where nothing was read, then the write is refused', async () => {
    const nothing = { memberships: new Map(), assessments: new Map(), cases: new Map() };
    const refused = assembly.replace(nothing, {
      memberships: new Map([[alex, caseId]]),
      assessments: new Map(),
      cases: [],
    });
    await expect(refused).rejects.toThrow(StaleWrite);
  });

  test('then it is found in the list of its outcome alone', async () => {
    const { outcome } = assessment;
    expect((await cases.listAssessments({ outcome, limit: 5 })).items).toEqual([assessment]);
    expect((await cases.listAssessments({ outcome: 'priority', limit: 5 })).items).toEqual([]);
  });
});

describe('given an open case', () => {
  beforeEach(() => put([openCase]));
  const claim: Decision = {
    caseId,
    sequence: 1,
    kind: 'claim',
    actor: 'ana',
    at: noon,
    reason: 'I take it',
    revision: 1,
    assessmentDigest: 'digest',
  };
  const claimed: Case = {
    ...openCase,
    status: 'claimed',
    revision: 2,
    decisions: 1,
    claimedBy: 'ana',
    openedAt: noon,
  };
  const messages: OutgoingMessage[] = [{ queue: 'audit', body: '{}' }];

  test('when somebody decides, then case and decision are kept and the message is sent', async () => {
    await cases.decide({ next: claimed, decision: claim, messages });
    expect(await cases.get(caseId)).toEqual(claimed);
    expect(await cases.decisions(caseId)).toEqual([claim]);
    expect(await cases.decision(caseId, 1)).toEqual(claim);
    expect(published).toEqual(messages);
  });

  test('when two decide on the same revision, then the second is told that the case changed', async () => {
    await cases.decide({ next: claimed, decision: claim });
    const second = cases.decide({ next: claimed, decision: { ...claim, actor: 'ben' } });
    await expect(second).rejects.toMatchObject({ code: 'case-changed' });
    expect(await cases.decisions(caseId)).toEqual([claim]);
  });

  test('when the machine wrote in between, then the decision is refused', async () => {
    await put([{ ...openCase, revision: 2, outcome: 'priority' }]);
    const late = cases.decide({ next: claimed, decision: claim, messages });
    await expect(late).rejects.toMatchObject({ code: 'case-changed' });
    expect(published).toEqual([]);
  });
});

test('given cases of several statuses, then pages of any size give each once, priority first', async () => {
  const made = Array.from({ length: 7 }, (_, index): Case => {
    const common = {
      ...openCase,
      caseId: caseIdOf([subject(`s${index}`)]),
      raisedAt: `2026-06-0${index + 1}T12:00:00.000Z`,
      outcome: index === 4 ? ('priority' as const) : ('review' as const),
    };
    if (index % 2 === 0) return common;
    return { ...common, status: 'lapsed', gateHolds: false };
  });
  const before = await assembly.read([]);
  await assembly.replace(before, { memberships: new Map(), assessments: new Map(), cases: made });

  for (const limit of [1, 2, 3, 7, 20]) {
    const seen: Case[] = [];
    let cursor: string | undefined;
    do {
      const page = await cases.list({ limit, ...(cursor && { cursor }) });
      seen.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    const order = [4, 0, 2, 6, 1, 3, 5].map((index) => made[index]);
    expect(seen).toEqual(order);
  }
  const { items } = await cases.list({ status: 'lapsed', limit: 10 });
  expect(items.map(({ status }) => status)).toEqual(['lapsed', 'lapsed', 'lapsed']);
});
