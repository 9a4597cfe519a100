import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestBucket, createTestTable } from '../../test/support/aws.ts';
import { contribution, daysLater, entry } from '../../test/support/ledgers.ts';
import { StaleWrite } from '../errors.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import { horizonOf, momentsIn, sinceHorizon } from '../ledger/newest-entries.ts';
import { usesAfter } from '../ledger/uses.ts';
import { ledgerHeadKey } from './keys.ts';
import { decodeHead, encodeHead, type LedgerHead } from './ledger-items.ts';
import { ledgerRepository } from './ledger-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});
let [table, bucket] = ['', ''];
beforeAll(async () => {
  table = await createTestTable('ledger');
  bucket = await createTestBucket();
});

let keys = 0;
const newKey = () => ledgerKey('party', `ledger ${++keys}`);
const ledgers = (options: { sealAbove?: number; openEntries?: number; budget?: number } = {}) =>
  ledgerRepository({ client, table, s3, bucket, ...options });

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

async function headOf(key: string): Promise<LedgerHead> {
  const get = new GetCommand({ TableName: table, Key: ledgerHeadKey(key), ConsistentRead: true });
  return decodeHead((await client.send(get)).Item ?? {});
}

async function objectsOf(key: string): Promise<string[]> {
  const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: `${key.replace(':', '/')}/` });
  return ((await s3.send(list)).Contents ?? []).map(({ Key = '' }) => Key);
}

describe('a ledger', () => {
  test('given nobody wrote it, then it reads as empty', async () => {
    const ledger = await ledgers().get(newKey());
    expect(ledger).toMatchObject({ version: 0, contributions: new Map() });
  });

  test('given a report, when it is merged again or an older revision is, then nothing is written', async () => {
    const key = newKey();
    const newer = report(1, { revision: '2' });
    expect(await ledgers().merge(key, [newer])).toMatchObject({ changed: true, version: 1 });
    expect(await ledgers().merge(key, [newer])).toMatchObject({ changed: false, version: 1 });
    expect(await ledgers().merge(key, [report(1)])).toMatchObject({ changed: false, version: 1 });
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
    const reports = Array.from({ length: 14 }, (_, number) => report(number, { entries: 300 }));
    const withdrawn = contribution({ report: report(2).report, revision: '2', replaces: true });
    for (const one of [...reports, withdrawn]) await ledgers().merge(key, [one]);
    const { contributions } = await ledgers().get(key);
    expect(byName(contributions)).toEqual(byName(expected([...reports, withdrawn])));
    const head = await headOf(key);
    expect(encodeHead(head).s.length).toBeLessThan(4096 + 1024);
    // Fourteen were sealed: three times four became one of the next level, two are left of the first.
    expect(head.chunks.map(({ level }) => level).sort()).toEqual([0, 0, 1, 1, 1]);
    expect(await objectsOf(key)).toHaveLength(5);
  });

  test('given a chunk that is still small, when more is sealed, then it is written anew with it', async () => {
    const key = newKey();
    const reports = Array.from({ length: 7 }, (_, number) => report(number, { entries: 300 }));
    for (const one of reports) await ledgers({ openEntries: 900 }).merge(key, [one]);
    expect(byName((await ledgers().get(key)).contributions)).toEqual(byName(expected(reports)));
    const { chunks } = await headOf(key);
    expect(chunks.map(({ entries }) => entries)).toEqual([900, 900, 300]);
    expect(await objectsOf(key)).toHaveLength(3);
  });

  test('given a sealed report, when it is merged again or an older one is, then it counts once', async () => {
    const key = newKey();
    const sealed = report(1, { entries: 300 });
    await ledgers().merge(key, [sealed]);
    await ledgers().merge(key, [sealed]);
    expect((await ledgers().get(key)).contributions).toEqual(expected([sealed]));
    const newer = report(1, { revision: '2' });
    await ledgers().merge(key, [newer]);
    await ledgers().merge(key, [sealed]);
    expect((await ledgers().get(key)).contributions).toEqual(expected([newer]));
  });

  test('given a damaged chunk, then it is not read as if it were whole', async () => {
    const key = newKey();
    await ledgers().merge(key, [report(1, { entries: 300 })]);
    const [Key] = await objectsOf(key);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: new Uint8Array([1, 2, 3]) }));
    await expect(ledgers().get(key)).rejects.toThrow('is damaged');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    await expect(ledgers().get(key)).rejects.toThrow('is missing');
  });

  test('given a reader with an older head, when its chunks were packed meanwhile, then it reads by the newer', async () => {
    const key = newKey();
    const reports = Array.from({ length: 4 }, (_, number) => report(number, { entries: 300 }));
    for (const one of reports.slice(0, 3)) await ledgers().merge(key, [one]);
    let packedOnce = false;
    const slow = {
      send: async (command: unknown) => {
        const answer = await client.send(command as GetCommand);
        if (!packedOnce) {
          packedOnce = true;
          await ledgers().merge(key, reports.slice(3));
        }
        return answer;
      },
    } as DynamoDBDocumentClient;
    const reading = ledgerRepository({ client: slow, table, s3, bucket });
    expect(byName((await reading.get(key)).contributions)).toEqual(byName(expected(reports)));
  });

  test('given others always write first, then the writer gives up and says so', async () => {
    const key = newKey();
    await ledgers().merge(key, [report(1)]);
    const contested = {
      send: async (command: unknown) => {
        if (command instanceof PutCommand) {
          const head = { TableName: table, Key: ledgerHeadKey(key) };
          const { Item } = await client.send(new GetCommand(head));
          const v = Number(Item?.['v']) + 1;
          await client.send(new PutCommand({ TableName: table, Item: { ...Item, v } }));
        }
        return client.send(command as PutCommand);
      },
    } as DynamoDBDocumentClient;
    const losing = ledgerRepository({
      client: contested,
      table,
      s3,
      bucket,
      pause: async () => undefined,
    });
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

/** Few reports in few revisions, at few moments, some of which replace others. */
const histories = fc.array(
  fc
    .record({
      number: fc.integer({ min: 0, max: 5 }),
      revision: fc.integer({ min: 0, max: 2 }),
      entries: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
      uses: fc.uniqueArray(fc.constantFrom('416-555-0100', '416-555-0101'), { maxLength: 2 }),
    })
    .map(({ number, revision, entries, uses }): Contribution => {
      // Equal report and revision mean equal content, as they do in life.
      const name = `R${number}`;
      return contribution({
        report: { entity: '1234567', reference: name },
        revision: `${revision} ${JSON.stringify([entries, uses])}`,
        ...(revision > 0 && { replaces: true as const }),
        entries: entries.map((day, at) =>
          entry({ report: name, transaction: `T${at}`, at: daysLater(day) }),
        ),
        uses: uses.map((phone) => ({
          key: ledgerKey('phone', phone),
          as: 'contact' as const,
          since: daysLater(entries[0] ?? 0),
        })),
      });
    }),
  { maxLength: 12 },
);

/** Told of a report for the first time it replaces nothing; every later revision does. */
const inLife = (told: readonly Contribution[]): Contribution[] => {
  const known = new Set<string>();
  return told.map((one) => {
    const { replaces: _, ...first } = one;
    const isFirst = !known.has(one.report.reference);
    known.add(one.report.reference);
    return isFirst ? first : { ...first, replaces: true };
  });
};

test('for any reports, sealed however often and read within any budget, a ledger is a function of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.constantFrom(1, 400, 4096),
      fc.integer({ min: 1, max: 20 }),
      async (told, sealAbove, budget) => {
        const key = newKey();
        let uses: unknown;
        for (const one of inLife(told)) {
          ({ uses } = await ledgers({ sealAbove }).merge(key, [one]));
        }
        const all = mergeContributions(new Map(), inLife(told));
        const horizon = horizonOf(momentsIn(all.values()), budget);
        const wanted = horizon === undefined ? all : sinceHorizon(all, horizon);
        const read = await ledgers({ budget }).get(key);
        const plain = (held: ReadonlyMap<string, Contribution>) =>
          [...held.values()]
            .map(({ replaces: _, ...one }) => one)
            .sort((a, b) => (a.report.reference < b.report.reference ? -1 : 1));
        expect(plain(read.contributions)).toEqual(plain(wanted));
        expect(read.horizon).toBe(horizon);
        const inUse = (those: unknown) =>
          (those as { key: string; members: unknown[] }[])
            .filter(({ members }) => members.length > 0)
            .map(({ key: used, members }) => ({ used, members }));
        const anew = usesAfter([], all.values(), { subject: key, version: 1, anew: true });
        expect(inUse(uses ?? [])).toEqual(inUse(anew));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
