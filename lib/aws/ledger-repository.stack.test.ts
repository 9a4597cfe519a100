import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { contribution, daysLater, entry } from '../../test/support/ledgers.ts';
import { StaleWrite } from '../errors.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import { ledgerHeadKey, ledgerPartition } from './keys.ts';
import { ledgerRepository } from './ledger-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
let table = '';
beforeAll(async () => {
  table = await createTestTable('ledger');
});

let keys = 0;
const newKey = () => ledgerKey('party', `ledger ${++keys}`);
const ledgers = () => ledgerRepository({ client, table });

/** A report of so many entries; texts that do not repeat, so that they take room. */
const report = (
  number: number,
  { entries = 1, revision = String(1000 + number) } = {},
): Contribution => {
  const reference = `R${number}`;
  return contribution({
    report: { entity: '1234567', reference },
    revision,
    entries: Array.from({ length: entries }, (_, index) =>
      entry({
        report: reference,
        transaction: `T${index}`,
        at: daysLater(number + index / 100),
        memo: ledgerKey('name', `${number} ${revision} ${index}`),
      }),
    ),
  });
};

const expected = (contributions: Contribution[]) => mergeContributions(new Map(), contributions);
const byName = (held: ReadonlyMap<string, Contribution>) => Object.fromEntries(held);

async function itemsOf(key: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': ledgerPartition(key) },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
  return items;
}

describe('a ledger', () => {
  test('given nobody wrote it, then it reads as empty', async () => {
    const ledger = await ledgers().get(newKey());
    expect(ledger).toMatchObject({ version: 0, contributions: new Map() });
  });

  test('given a report, when it is merged again or an older revision is, then nothing is written', async () => {
    const key = newKey();
    const newer = report(1, { revision: '2' });
    expect(await ledgers().merge(key, [newer])).toEqual({ changed: true, version: 1 });
    expect(await ledgers().merge(key, [newer])).toEqual({ changed: false, version: 1 });
    expect(await ledgers().merge(key, [report(1)])).toEqual({ changed: false, version: 1 });
    const { contributions } = await ledgers().get(key);
    expect(contributions).toEqual(expected([newer]));
  });

  test('given 20 writers at a time, when all are done, then no report is lost', async () => {
    const key = newKey();
    const reports = Array.from({ length: 20 }, (_, number) => report(number));
    await Promise.all(reports.map((one) => ledgers().merge(key, [one])));
    const { version, contributions } = await ledgers().get(key);
    expect(version).toBe(20);
    expect(byName(contributions)).toEqual(byName(expected(reports)));
  });

  test('given more than a head holds, then it is sealed and packed, and the head stays small', async () => {
    const key = newKey();
    const reports = Array.from({ length: 14 }, (_, number) => report(number, { entries: 1000 }));
    const withdrawn = contribution({ report: report(2).report, revision: '2' });
    for (const one of [...reports, withdrawn]) await ledgers().merge(key, [one]);
    const { contributions } = await ledgers().get(key);
    expect(byName(contributions)).toEqual(byName(expected([...reports, withdrawn])));
    const head = (await itemsOf(key)).find(({ sk }) => sk === 'HEAD');
    expect(JSON.stringify(head).length).toBeLessThan(65_536);
    // Eight chunks became one of the next level; six are left of the first.
    expect(head?.['chunks']).toHaveLength(7);
  });

  test('given a sealed report, when it is merged again, then nothing is written', async () => {
    const key = newKey();
    const sealed = report(1, { entries: 1000 });
    await ledgers().merge(key, [sealed]);
    expect((await itemsOf(key)).length).toBe(2);
    expect(await ledgers().merge(key, [sealed])).toEqual({ changed: false, version: 1 });
    const newer = report(1, { revision: '2' });
    await ledgers().merge(key, [newer]);
    expect((await ledgers().get(key)).contributions).toEqual(expected([newer]));
  });

  test('given a report larger than an item, then it is kept in parts', async () => {
    const key = newKey();
    const huge = report(1, { entries: 18_000 });
    await ledgers().merge(key, [huge]);
    expect((await itemsOf(key)).length).toBeGreaterThan(2);
    const { contributions } = await ledgers().get(key);
    expect([...contributions.values()][0]?.entries).toHaveLength(18_000);
  });

  test('given a damaged chunk, then it is not read as if it were whole', async () => {
    const key = newKey();
    await ledgers().merge(key, [report(1, { entries: 1000 })]);
    const chunk = (await itemsOf(key)).find(({ sk }) => String(sk).startsWith('CHUNK#'));
    await client.send(
      new PutCommand({ TableName: table, Item: { ...chunk, bytes: new Uint8Array([1, 2, 3]) } }),
    );
    await expect(ledgers().get(key)).rejects.toThrow('damaged or missing');
  });

  test('given others always write first, then the writer gives up and says so', async () => {
    const key = newKey();
    await ledgers().merge(key, [report(1)]);
    const contested = {
      send: async (command: unknown) => {
        if (command instanceof PutCommand) {
          const head = { TableName: table, Key: ledgerHeadKey(key) };
          const { Item } = await client.send(new GetCommand(head));
          const version = Number(Item?.['version']) + 1;
          await client.send(new PutCommand({ TableName: table, Item: { ...Item, version } }));
        }
        return client.send(command as PutCommand);
      },
    } as DynamoDBDocumentClient;
    const losing = ledgerRepository({ client: contested, table, pause: async () => undefined });
    await expect(losing.merge(key, [report(2)])).rejects.toThrow(StaleWrite);
  });
});

test('given many ledgers, some unwritten, when they are read together, then each is whole', async () => {
  const known = Array.from({ length: 130 }, newKey);
  const one = report(1);
  await Promise.all(known.slice(0, 110).map((key) => ledgers().merge(key, [one])));
  const read = await ledgers().getMany(known);
  expect([...read.keys()]).toEqual(known);
  expect([...read.values()].filter(({ version }) => version === 1)).toHaveLength(110);
});
