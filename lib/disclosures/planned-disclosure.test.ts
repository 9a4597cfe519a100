import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { SecondTestBasis } from './legal-basis.ts';
import { type PlannedDisclosure, planChosen } from './planned-disclosure.ts';
import {
  isPolice,
  type OtherAgency,
  type PoliceService,
  type RoutingTable,
  routingTableSchema,
} from './recipient.ts';

let table: RoutingTable;
beforeAll(async () => {
  const text = await readFile('rules/routing/recipients.json', 'utf-8');
  table = routingTableSchema.parse(JSON.parse(text));
});
const day = '2026-11-21';
const refusal = (code: string) => expect.objectContaining({ code });

describe('the compiler refuses a disclosure', () => {
  type Police = Extract<PlannedDisclosure, { kind: 'police' }>;
  type Other = Extract<PlannedDisclosure, { kind: 'second-test' }>;
  const words = { language: 'en' as const, reason: 'Why this recipient.' };

  test('to an agency without the facts of its second test', () => {
    expectTypeOf<Other>().toHaveProperty('secondTest').toEqualTypeOf<string>();
    expectTypeOf<Other['legalBasis']>().toEqualTypeOf<SecondTestBasis>();
    const write = (recipient: OtherAgency): PlannedDisclosure =>
      // @ts-expect-error secondTest is missing
      ({ kind: 'second-test', recipient, legalBasis: '55(3)(d)', ...words });
    expect(write).toBeTypeOf('function');
  });

  test('to an agency as if it were the police', () => {
    expectTypeOf<OtherAgency>().not.toExtend<PoliceService>();
    expectTypeOf<Police['recipient']>().toEqualTypeOf<PoliceService>();
    const write = (recipient: OtherAgency): PlannedDisclosure =>
      // @ts-expect-error an agency is no police service
      ({ kind: 'police', recipient, legalBasis: '55(3)(a)', ...words });
    expect(write).toBeTypeOf('function');
  });

  test('to an agency under the test of the police', () => {
    expectTypeOf<'55(3)(a)'>().not.toExtend<SecondTestBasis>();
    const write = (recipient: OtherAgency): PlannedDisclosure =>
      // @ts-expect-error the first test is not enough
      ({ kind: 'second-test', recipient, legalBasis: '55(3)(a)', secondTest: 'Facts.', ...words });
    expect(write).toBeTypeOf('function');
  });
});

test('for every recipient of the table, one that is no police service needs its own second test', () => {
  const inForce = table.rows.filter(({ validTo }) => validTo === undefined);
  expect(inForce.some((row) => !isPolice(row))).toBe(true);
  for (const row of inForce) {
    const plain = { id: row.id, reason: 'Why this recipient.' };
    if (isPolice(row)) {
      expect(planChosen(table, [plain], day)).toMatchObject([{ kind: 'police' }]);
      continue;
    }
    expect(() => planChosen(table, [plain], day)).toThrow(refusal('second-test-missing'));
    const [legalBasis] = row.legalBases;
    if (!legalBasis) throw new Error('no legal basis');
    const secondTest = { legalBasis, facts: 'The facts that meet it.' };
    expect(planChosen(table, [{ ...plain, secondTest }], day)).toMatchObject([
      { kind: 'second-test', legalBasis, secondTest: 'The facts that meet it.' },
    ]);
  }
});
