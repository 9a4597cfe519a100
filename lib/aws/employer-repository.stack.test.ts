import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { employerWorld, wages } from '../../test/support/employer-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { EmployerRisk } from '../employers/employer-risk.ts';
import type { Employers } from '../employers/employers.ts';
import { StaleWrite } from '../errors.ts';
import { ledgerKey } from '../identifiers.ts';
import { employerRepository } from './employer-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

let known: EmployerRisk;
beforeAll(async () => {
  const workers = ['a', 'b'].map((about) => ({
    about,
    indicators: ['HT-LAB-002'],
    payments: wages('FARM EXAMPLE INC'),
  }));
  const [farm] = await employerWorld(await theRulebook()).after(...workers);
  if (!farm) throw new Error('the farm is to be listed');
  known = farm;
});

let employers: Employers;
beforeEach(async () => {
  employers = employerRepository({ client, table: await createTestTable('cases') });
});

const risk = (name: string, outcome: EmployerRisk['outcome'], score: number, affected = 2) => ({
  ...known,
  employer: ledgerKey('employer', name),
  names: [name],
  outcome,
  workersAffected: affected,
  score: { ...known.score, score, outcome },
});

describe('given an employer', () => {
  test('when it is kept, then it is read back whole', async () => {
    await employers.replace(known.employer, undefined, known);
    expect(await employers.get(known.employer)).toEqual({ risk: known, version: 1 });
  });

  test('when somebody else kept it first, then the write is refused', async () => {
    await employers.replace(known.employer, undefined, known);
    await expect(employers.replace(known.employer, undefined, known)).rejects.toThrow(StaleWrite);
    await employers.replace(known.employer, 1, known);
    await expect(employers.replace(known.employer, 1, known)).rejects.toThrow(StaleWrite);
    await expect(employers.replace(known.employer, 1, undefined)).rejects.toThrow(StaleWrite);
  });

  test('when nothing is left of it, then it is in no list', async () => {
    await employers.replace(known.employer, undefined, known);
    await employers.replace(known.employer, 1, undefined);
    expect(await employers.get(known.employer)).toBeUndefined();
    expect(await employers.list({ limit: 10 })).toEqual({ items: [] });
  });
});

describe('given employers of many ranks', () => {
  const ranked = () => [
    risk('danger', 'priority', 9),
    risk('high', 'review', 24.5),
    risk('more workers', 'review', 12, 11),
    risk('fewer workers', 'review', 12, 2),
    risk('watched', 'watch', 38),
    risk('explained', 'none', 1.8),
  ];
  beforeEach(async () => {
    for (const one of ranked().reverse()) await employers.replace(one.employer, undefined, one);
  });
  const namesOf = (items: readonly EmployerRisk[]) => items.map(({ names }) => names[0]);

  test.each([1, 2, 4, 50])(
    'when they are read %i at a time, then each comes once, the highest risk first',
    async (limit) => {
      const read: EmployerRisk[] = [];
      let cursor: string | undefined;
      do {
        const page = await employers.list({ limit, ...(cursor && { cursor }) });
        read.push(...page.items);
        cursor = page.cursor;
      } while (cursor);
      expect(namesOf(read)).toEqual(namesOf(ranked()));
    },
  );

  test('when one outcome is asked for, then only its employers come, page by page', async () => {
    const first = await employers.list({ outcome: 'review', limit: 2 });
    expect(namesOf(first.items)).toEqual(['high', 'more workers']);
    const rest = await employers.list({
      outcome: 'review',
      limit: 2,
      ...(first.cursor && { cursor: first.cursor }),
    });
    expect(namesOf(rest.items)).toEqual(['fewer workers']);
    const priority = await employers.list({ outcome: 'priority', limit: 5 });
    expect(namesOf(priority.items)).toEqual(['danger']);
    expect(namesOf((await employers.list({ outcome: 'none', limit: 5 })).items)).toEqual([
      'explained',
    ]);
  });
});
