import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { openCase } from '../../test/support/decision-ports.ts';
import { assessment, entity, reference } from '../../test/support/disclosure-case.ts';
import { putTestItem } from '../../test/support/put-test-item.ts';
import type { Decision } from '../cases/case.ts';
import type { ChangedFacts } from '../cases/changed-facts.ts';
import { type FrozenFacts, factsToFreeze } from '../cases/frozen-facts.ts';
import type { FrozenRecord } from '../cases/frozen-records.ts';
import { StaleWrite } from '../errors.ts';
import { amendmentRepository } from './amendment-repository.ts';
import { caseItem } from './case-item.ts';
import { caseRepository } from './case-repository.ts';
import { frozenRepository } from './frozen-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { caseId } = openCase;
const at = '2026-11-21T10:00:00.000Z';
const disclosures = ['disclosure-0000000000000001', 'disclosure-0000000000000002'];
const [alex = '', robin = ''] = assessment.subjects.map(({ subject }) => subject);

const facts: FrozenFacts = {
  ...{ caseId, sequence: 1, kind: 'submit', at },
  ...factsToFreeze(
    assessment,
    new Map(assessment.matches.map(({ matchId }) => [matchId, [{ entity, reference }]])),
    [{ entity, reference, digest: 'as filed' }],
  ),
  disclosures,
};
const decision: Decision = {
  ...{ caseId, sequence: 1, kind: 'submit', actor: 'ann', at, reason: 'r', revision: 1 },
  assessmentDigest: 'd',
};
const withdrawn: ChangedFacts = {
  reports: [{ entity, reference, became: 'withdrawn', since: at }],
  matches: [],
};
const nothing: ChangedFacts = { reports: [], matches: [] };

let frozen: ReturnType<typeof frozenRepository>;
let amendments: ReturnType<typeof amendmentRepository>;
let cases: ReturnType<typeof caseRepository>;
beforeEach(async () => {
  const store = { client, table: await createTestTable('cases') };
  frozen = frozenRepository(store);
  amendments = amendmentRepository(store);
  cases = caseRepository(store);
  await putTestItem(store, caseItem(openCase));
  await cases.decide({ next: { ...openCase, revision: 2 }, decision, frozen: facts });
});

const read = async (): Promise<FrozenRecord> => {
  const record = await frozen.read({ caseId, sequence: 1 });
  if (!record) throw new Error('nothing was frozen');
  return record;
};

describe('given facts that a decision froze', () => {
  test('then they read the same, and are found by each of their subjects once', async () => {
    expect(await cases.frozen(caseId, 1)).toEqual(facts);
    expect(await read()).toEqual({ facts, theCase: { ...openCase, revision: 2 } });
    expect(await frozen.about([alex, robin, alex])).toEqual([{ caseId, sequence: 1 }]);
    expect(await frozen.about(['party:000000000000000000000000'])).toEqual([]);
  });

  test('when another decision freezes facts, then both are found', async () => {
    const second = { ...decision, sequence: 2 };
    const again = { ...facts, sequence: 2 };
    await cases.decide({ next: { ...openCase, revision: 3 }, decision: second, frozen: again });
    expect((await frozen.about([robin])).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  test('when changes are noted, then each disclosure is marked, and not when they are taken back', async () => {
    await frozen.note(await read(), withdrawn);
    expect(await frozen.changed(facts)).toEqual(withdrawn);
    expect((await amendments.getMany(disclosures)).get(disclosures[1] ?? '')).toEqual({
      since: at,
      ...withdrawn,
    });
    const first = await amendments.list({ limit: 1 });
    const rest = await amendments.list({ limit: 1, ...(first.cursor && { cursor: first.cursor }) });
    expect([...first.items, ...rest.items].map(({ disclosureId }) => disclosureId)).toEqual(
      disclosures.toReversed(),
    );
    await frozen.note(await read(), nothing);
    expect(await frozen.changed(facts)).toEqual(nothing);
    expect((await amendments.getMany(disclosures)).size).toBe(0);
    expect((await amendments.list({ limit: 5 })).items).toEqual([]);
  });

  test('when two note from the same reading, then the second is refused and marks nothing', async () => {
    const record = await read();
    await frozen.note(record, nothing);
    await expect(frozen.note(record, withdrawn)).rejects.toThrow(StaleWrite);
    expect((await amendments.getMany(disclosures)).size).toBe(0);
  });

  test('when somebody decides meanwhile, then a note that moves the case on is refused', async () => {
    const record = await read();
    const next = { ...record.theCase, revision: 3 };
    await cases.decide({ next, decision: { ...decision, sequence: 2, kind: 'note' } });
    await expect(frozen.note(record, withdrawn, next)).rejects.toThrow(StaleWrite);
    expect(await frozen.changed(facts)).toBeUndefined();
  });
});
