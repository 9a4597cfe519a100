import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { everyAcceptedBatch } from '../lib/aws/batch-scan.ts';
import { ledgerHeadKey, ledgerKeyOf } from '../lib/aws/keys.ts';
import { storedLedgers } from '../lib/aws/stored-ledgers.ts';
import { ledgerKey } from '../lib/identifiers.ts';
import { phoneKey } from '../lib/ledger/recognition-keys.ts';
import { rebuildLedgers } from '../lib/reports/rebuild/rebuild-ledgers.ts';
import { type IntakeClient, intakeClient } from './support/intake-client.ts';
import { contribution, entry } from './support/ledgers.ts';
import { cashDeposit, filedReport, withAmount, withdrawal } from './support/reports.ts';
import { type StackIntake, stackIntake } from './support/stack-intake.ts';

let stack: StackIntake;
let client: IntakeClient;

const [first] = filedReport().parties;
const other = { ...first, surname: 'SAMPLE', clientNumber: 'C-2', phone: '416-555-0177', ids: [] };

beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
  await client.submit(
    [
      filedReport(),
      filedReport({ reference: 'STR-2' }),
      { ...filedReport({ reference: 'STR-3' }), parties: [other] },
      'nonsense',
    ],
    'B-1',
  );
  await client.submit(
    [{ ...withAmount(filedReport(), '2.00'), action: 'change' }, withdrawal('STR-2')],
    'B-2',
  );
  await client.deliver();
  await stack.sent.evaluation();
});

const stores = () => {
  const { client: dynamodb, s3, bucket, tables } = stack;
  return { client: dynamodb, table: tables.ledger, s3, bucket };
};

function rebuild(write: boolean, parts = 1) {
  const { client: dynamodb, tables, ports } = stack;
  const { inbox, register, evaluations } = ports;
  const batches = everyAcceptedBatch({ client: dynamodb, table: tables.reports });
  const ledgers = storedLedgers(stores());
  return rebuildLedgers({ batches, inbox, register, ledgers, evaluations }, { write, parts });
}

const subjectKeys = async () =>
  (await stack.items(stack.tables.ledger))
    .map(ledgerKeyOf)
    .filter((key) => key.startsWith('party:'));

const phone = phoneKey('416-555-0142') ?? '';

test('given nothing is wrong, then nothing differs and nothing is written, in one part or in three', async () => {
  const before = await stack.items(stack.tables.ledger);
  for (const parts of [1, 3]) {
    expect(await rebuild(true, parts)).toEqual({
      reports: 3,
      ledgers: 2,
      linkKeys: expect.any(Number),
      differingReports: [],
      differingLedgers: [],
    });
  }
  expect(await stack.items(stack.tables.ledger)).toEqual(before);
  expect(await stack.sent.evaluation()).toEqual([]);
});

describe('given something is wrong, when it is rebuilt', () => {
  /** What is told before, nothing of which is written; and what is left to tell after. */
  async function expectMended(wanted: { ledgers?: string[]; reports?: string[] }) {
    const { ledgers = [], reports = [] } = wanted;
    const told = await rebuild(false);
    expect(told.differingLedgers).toEqual([...ledgers].sort());
    expect(told.differingReports).toEqual(reports);
    expect(await rebuild(true)).toEqual(told);
    const after = await rebuild(false);
    expect([after.differingLedgers, after.differingReports]).toEqual([[], []]);
    const asked = (await stack.sent.evaluation()).flatMap(({ body }) => JSON.parse(body).keys);
    expect(asked.sort()).toEqual([...ledgers].sort());
  }

  test('then ledgers that are gone are there again', async () => {
    const [subject = ''] = await subjectKeys();
    for (const key of [subject, phone]) {
      await stack.client.send(
        new DeleteCommand({ TableName: stack.tables.ledger, Key: ledgerHeadKey(key) }),
      );
    }
    await expectMended({ ledgers: [subject, phone] });
  });

  test('then damaged heads and chunks are written anew', async () => {
    const [subject = '', damaged = ''] = await subjectKeys();
    const many = Array.from({ length: 40 }, (_, at) =>
      filedReport({
        reference: `MANY-${at}`,
        transactions: Array.from({ length: 50 }, (_one, day) =>
          cashDeposit({
            ref: `T-${at}-${day}`,
            at: `2026-${10 + (at % 2)}-0${1 + (day % 9)}T1${at % 10}:${10 + day}:00-05:00`,
          }),
        ),
      }),
    );
    await client.submit(many, 'B-3');
    await client.deliver();
    await stack.sent.evaluation();
    const { Contents = [] } = await stack.s3.send(
      new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: 'party/' }),
    );
    const [{ Key = '' } = {}] = Contents;
    const sealed = `party:${Key.split('/')[1]}`;
    expect([subject, damaged]).toContain(sealed);
    await stack.s3.send(
      new PutObjectCommand({ Bucket: stack.bucket, Key, Body: new Uint8Array([1]) }),
    );
    const second = sealed === subject ? damaged : subject;
    await stack.client.send(
      new PutCommand({
        TableName: stack.tables.ledger,
        Item: { ...ledgerHeadKey(second), v: 3, s: new Uint8Array([1, 2, 3]) },
      }),
    );
    await expectMended({ ledgers: [sealed, second] });
  });

  test('then what no batch speaks of is withdrawn', async () => {
    const nobody = ledgerKey('party', 'nobody');
    const made = contribution({
      report: { entity: '1234567', reference: 'MADE-UP' },
      entries: [entry({ report: 'MADE-UP' })],
    });
    const [subject = ''] = await subjectKeys();
    for (const key of [nobody, subject]) await stack.ports.ledgers.merge(key, [made]);
    await expectMended({ ledgers: [nobody, subject] });
  });

  test('then the register knows every report again', async () => {
    const shelves = (await stack.items(stack.tables.reports)).filter(({ pk }) =>
      String(pk).includes('#REGISTER#'),
    );
    for (const { pk, sk } of shelves) {
      await stack.client.send(
        new DeleteCommand({ TableName: stack.tables.reports, Key: { pk, sk } }),
      );
    }
    const { Contents = [] } = await stack.s3.send(
      new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: 'reports/' }),
    );
    for (const { Key } of Contents) {
      await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key }));
    }
    const references = ['STR-1', 'STR-2', 'STR-3'];
    await expectMended({ reports: references.map((reference) => `1234567/${reference}`) });
    const known = await stack.ports.register.getMany('1234567', references);
    expect([...known.values()].map(({ action }) => action).sort()).toEqual([
      'change',
      'delete',
      'submit',
    ]);
  });
});
