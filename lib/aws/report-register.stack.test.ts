import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestBucket, createTestTable } from '../../test/support/aws.ts';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { registeredReport, reportsOfBatch } from '../../test/support/registered-reports.ts';
import { StaleWrite } from '../errors.ts';
import { digest, ledgerKey } from '../identifiers.ts';
import { placeOf } from '../reports/register/place.ts';
import type { Decide, RegisteredReport } from '../reports/register.ts';
import { registerHeads } from './register-heads.ts';
import { reportRegister } from './report-register.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});
let [table, bucket] = ['', ''];
beforeAll(async () => {
  [table, bucket] = await Promise.all([createTestTable('reports'), createTestBucket()]);
});

/** So small that a few reports are sealed, and merged, and merged no more. */
const bounds = { recentBytes: 400, recordsPerPage: 3, chunksPerLevel: 3, mostRecords: 60 };
const onOneShelf = (reference: string) => ({ ...placeOf(reference), shelf: '0' });

type Settings = Partial<Parameters<typeof reportRegister>[0]>;
const registerWith = (settings: Settings = {}) =>
  reportRegister({ client, table, s3, bucket, bounds, ...settings });

let entities = 0;
const newEntity = () => String(1_000_000 + ++entities);

const referencesTo = (count: number) => Array.from({ length: count }, (_, at) => `R${at}`);

/** A change that is made once, however often it is asked for: it leaves its name behind. */
const changeCalled =
  (name: string): Decide =>
  (reference, known) => {
    if (known?.revision === name) return undefined;
    const key = ledgerKey('party', name);
    return registeredReport({
      revision: name,
      digest: digest(`${reference} ${name}`).slice(0, 32),
      touched: [...new Set([...(known?.touched ?? []), key])].sort(),
      version: (known?.version ?? 0) + 1,
    });
  };

async function objectsOf(entity: string): Promise<string[]> {
  const Prefix = `register/${entity}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  return Contents.map(({ Key = '' }) => Key).sort();
}

async function headOf(entity: string, shelf = '0') {
  const heads = registerHeads({ client, table, pause: async () => {} });
  return heads.read({ entity, shelf });
}

const listedBy = async (entity: string): Promise<string[]> =>
  (await headOf(entity)).chunks.map(({ name }) => `register/${entity}/0/${name}`).sort();

/** Clients that do something once, right before the first command of a kind. */
function interrupted<T extends { send: unknown }>(
  inner: T,
  kind: new (...given: never[]) => object,
  first: () => Promise<unknown>,
): T {
  let done = false;
  const send = async (command: object) => {
    if (command instanceof kind && !done) {
      done = true;
      await first();
    }
    return (inner.send as (command: object) => Promise<unknown>).call(inner, command);
  };
  return { send } as unknown as T;
}

describe('the register', () => {
  test('given nobody wrote a report, then nothing is known of it', async () => {
    expect(await registerWith().getMany(newEntity(), ['R1'])).toEqual(new Map());
    expect(await registerWith().getMany(newEntity(), [])).toEqual(new Map());
  });

  test('for any changes in any order, it knows what a plain map knows', async () => {
    const steps = fc.array(
      fc.record({
        references: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 25 }),
        left: fc.integer({ min: 0, max: 60 }),
        asks: fc.boolean(),
      }),
      { minLength: 3, maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (all, spread) => {
        const entity = newEntity();
        const placed = spread ? {} : { placeOf: onOneShelf };
        const register = registerWith(placed);
        const model = new Map<string, RegisteredReport>();
        for (const [at, { references, left, asks }] of all.entries()) {
          const names = references.map((number) => `R${number}`);
          const change = changeCalled(`step ${at}`);
          const decide: Decide = (reference, known) =>
            reference === `R${left}` ? undefined : change(reference, known);
          if (asks) {
            const wanted = new Set(names);
            const expected = [...model].filter(([reference]) => wanted.has(reference));
            expect(await register.getMany(entity, names)).toEqual(new Map(expected));
          } else {
            await register.change(entity, names, decide);
            for (const name of new Set(names)) {
              const next = decide(name, model.get(name));
              if (next) model.set(name, next);
            }
          }
        }
        // One that has nothing in memory.
        expect(await registerWith(placed).getMany(entity, referencesTo(61))).toEqual(model);
      }),
      { numRuns: 25 },
    );
  });

  test('given 20 writers at a time, when all are done, then no change is lost', async () => {
    const entity = newEntity();
    const references = referencesTo(30);
    await Promise.all(
      Array.from({ length: 20 }, (_, writer) =>
        registerWith({ placeOf: onOneShelf }).change(
          entity,
          references.slice(writer % 10),
          changeCalled(`writer ${writer}`),
        ),
      ),
    );
    const known = await registerWith({ placeOf: onOneShelf }).getMany(entity, references);
    for (const [at, reference] of references.entries()) {
      const expected = Array.from({ length: 20 }, (_, writer) => writer)
        .filter((writer) => writer % 10 <= at)
        .map((writer) => ledgerKey('party', `writer ${writer}`));
      expect(known.get(reference)?.touched).toEqual(expected.sort());
      expect(known.get(reference)?.version).toBe(expected.length);
    }
  });

  test('given a version that does not grow, then it is refused', async () => {
    const entity = newEntity();
    const stuck: Decide = () => registeredReport({ version: 1 });
    await registerWith().change(entity, ['R1'], stuck);
    await expect(registerWith().change(entity, ['R1'], stuck)).rejects.toThrow('must grow');
  });

  test('given others always write first, then it gives up after 40 attempts', async () => {
    const send = async (command: object) => {
      if (!(command instanceof PutCommand)) return client.send(command as never);
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    };
    const paused: number[] = [];
    const register = registerWith({
      client: { send } as unknown as DynamoDBDocumentClient,
      pause: async (attempt) => void paused.push(attempt),
    });
    const change = register.change(newEntity(), ['R1'], changeCalled('mine'));
    await expect(change).rejects.toThrow(StaleWrite);
    expect(paused).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test('given 10,000 reports in one call, then all are known, in one object of each shelf', async () => {
    const entity = newEntity();
    const reports = new Map(reportsOfBatch(10_000).map((one) => [one.reference, one.report]));
    const register = reportRegister({ client, table, s3, bucket });
    await register.change(entity, [...reports.keys()], (reference) => reports.get(reference));
    expect(await registerWith().getMany(entity, [...reports.keys()])).toEqual(reports);
    expect(await objectsOf(entity)).toHaveLength(16);
  });
});

describe('a shelf with sealed chunks', () => {
  const sealedShelf = async (calls = 5) => {
    const entity = newEntity();
    const register = registerWith({ placeOf: onOneShelf });
    for (let call = 0; call < calls; call += 1) {
      const references = Array.from({ length: 10 }, (_, at) => `R${call * 7 + at}`);
      await register.change(entity, references, changeCalled(`call ${call}`));
    }
    return { entity, register, references: referencesTo(calls * 7 + 3) };
  };

  test('given many changes, then chunks are few, none is too large, and merged ones are gone', async () => {
    const { entity } = await sealedShelf(16);
    const { chunks } = await headOf(entity);
    expect(Math.max(...chunks.map(({ records }) => records))).toBeLessThanOrEqual(60);
    expect(Math.max(...chunks.map(({ level }) => level))).toBeGreaterThan(0);
    expect(chunks.length).toBeLessThan(16);
    expect(await objectsOf(entity)).toEqual(await listedBy(entity));
  });

  test('given the process dies around any call, when it is repeated, then the end is the same', async () => {
    const ends = new Set<string>();
    let calls = Number.POSITIVE_INFINITY;
    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const { entity, references } = await sealedShelf(2);
        const clients = {
          client: { send: (command: never) => client.send(command) },
          s3: { send: (command: never) => s3.send(command) },
        };
        const dying = crashingAt(clients, { call, when });
        const names = referencesTo(12).map((name) => `${name}0`);
        const change = (register: ReturnType<typeof reportRegister>) =>
          register.change(entity, [...references.slice(0, 8), ...names], changeCalled('last'));
        const ports = dying.ports as unknown as { client: typeof client; s3: S3Client };
        const first = change(registerWith({ ...ports, placeOf: onOneShelf }));
        await first.catch((cause) => expect(cause).toBeInstanceOf(Crash));
        await change(registerWith({ placeOf: onOneShelf }));
        const known = await registerWith({ placeOf: onOneShelf }).getMany(entity, [
          ...references,
          ...names,
        ]);
        ends.add(JSON.stringify([...known].sort(([a], [b]) => (a < b ? -1 : 1))));
        const there = await objectsOf(entity);
        for (const name of await listedBy(entity)) expect(there).toContain(name);
        calls = Math.min(calls, dying.calls() < call ? call : Number.POSITIVE_INFINITY);
      }
    }
    // It merged, too.
    expect(calls).toBeGreaterThan(10);
    expect(ends.size).toBe(1);
  });

  test('given a known report, then its page alone is read, and of an unknown one no page', async () => {
    const entity = newEntity();
    const references = referencesTo(600);
    const large = { ...bounds, recordsPerPage: 50 };
    await registerWith({ placeOf: onOneShelf, bounds: large }).change(
      entity,
      references,
      changeCalled('all'),
    );
    const ranges: string[] = [];
    const send = (command: object) => {
      if (command instanceof GetObjectCommand) ranges.push(command.input.Range ?? '');
      return s3.send(command as never);
    };
    const register = registerWith({
      placeOf: onOneShelf,
      bounds: large,
      s3: { send } as unknown as S3Client,
    });
    const [entry] = (await headOf(entity)).chunks;
    expect((await register.getMany(entity, ['unknown'])).size).toBe(0);
    expect(ranges).toEqual([`bytes=0-${(entry?.directory ?? 0) - 1}`]);
    expect((await register.getMany(entity, ['R77', 'unknown'])).size).toBe(1);
    expect(ranges).toHaveLength(2);
    const [from = 0, to = 0] = (ranges[1] ?? '').slice('bytes='.length).split('-').map(Number);
    expect(to - from).toBeLessThan(50 * 100);
    // Pages side by side come together.
    expect((await register.getMany(entity, references)).size).toBe(600);
    expect(ranges).toHaveLength(3);
  });

  test('given reports whose fingerprints are equal, then they are told apart', async () => {
    const entity = newEntity();
    const alike = (reference: string) => ({
      shelf: '0',
      fingerprint: placeOf(reference).fingerprint % 2,
    });
    const register = registerWith({ placeOf: alike });
    const references = referencesTo(40);
    await register.change(entity, references.slice(0, 20), changeCalled('first'));
    await register.change(entity, references.slice(10, 40), changeCalled('second'));
    const known = await registerWith({ placeOf: alike }).getMany(entity, [...references, 'R99']);
    expect([...known.keys()].sort()).toEqual([...references].sort());
    for (const [reference, { digest: its }] of known) {
      const name = references.indexOf(reference) < 10 ? 'first' : 'second';
      expect(its).toBe(digest(`${reference} ${name}`).slice(0, 32));
    }
  });

  test('given its chunk is merged away while somebody reads, then the reader finds the new one', async () => {
    const { entity, references } = await sealedShelf(2);
    const other = registerWith({ placeOf: onOneShelf });
    const before = await listedBy(entity);
    const late = interrupted(s3, GetObjectCommand, async () => {
      await other.change(entity, ['other 1', 'other 2', ...references], changeCalled('other'));
    });
    const known = await registerWith({ placeOf: onOneShelf, s3: late }).getMany(entity, references);
    const after = await objectsOf(entity);
    expect(before.filter((name) => after.includes(name))).toEqual([]);
    expect([...known.values()].map(({ revision }) => revision)).toEqual(
      references.map(() => 'other'),
    );
  });

  test('given somebody else writes first, then what was sealed is used, and nothing is left over', async () => {
    const entity = newEntity();
    const other = registerWith({ placeOf: onOneShelf });
    const late = interrupted(client, PutCommand, async () => {
      await other.change(entity, ['other'], changeCalled('other'));
    });
    const references = referencesTo(20);
    await registerWith({ placeOf: onOneShelf, client: late }).change(
      entity,
      references,
      changeCalled('mine'),
    );
    expect((await other.getMany(entity, [...references, 'other'])).size).toBe(21);
    expect(await objectsOf(entity)).toEqual(await listedBy(entity));
  });

  test('given two merge at the same time, then both are right, and nothing is left over', async () => {
    const { entity, references } = await sealedShelf(2);
    const change = (name: string, register = registerWith({ placeOf: onOneShelf })) =>
      register.change(
        entity,
        [...referencesTo(9).map((one) => `${name} ${one}`)],
        changeCalled(name),
      );
    let puts = 0;
    const send = async (command: object) => {
      // Right before the head lists the merged chunk.
      if (command instanceof PutCommand && ++puts === 2) await change('other');
      return client.send(command as never);
    };
    const late = registerWith({
      placeOf: onOneShelf,
      client: { send } as unknown as DynamoDBDocumentClient,
    });
    await change('mine', late);
    expect(puts).toBeGreaterThan(1);
    const known = await late.getMany(entity, [...references, 'mine R8', 'other R8']);
    expect(known.size).toBe(references.length + 2);
    expect(await objectsOf(entity)).toEqual(await listedBy(entity));
  });

  test('given chunks are merged away while somebody else merges them, then both are right', async () => {
    const { entity, references } = await sealedShelf(2);
    const other = registerWith({ placeOf: onOneShelf });
    let wrote = false;
    const sendItem = async (command: object) => {
      const result = await client.send(command as never);
      wrote ||= command instanceof PutCommand;
      return result;
    };
    let overtaken = false;
    const sendObject = async (command: object) => {
      // After its own change, the merge reads its first chunk.
      if (command instanceof GetObjectCommand && wrote && !overtaken) {
        overtaken = true;
        await other.change(entity, ['other'], changeCalled('other'));
      }
      return s3.send(command as never);
    };
    const mine = referencesTo(9).map((one) => `mine ${one}`);
    await registerWith({
      placeOf: onOneShelf,
      client: { send: sendItem } as unknown as DynamoDBDocumentClient,
      s3: { send: sendObject } as unknown as S3Client,
    }).change(entity, mine, changeCalled('mine'));
    expect(overtaken).toBe(true);
    const all = [...references, ...mine, 'other'];
    expect((await registerWith({ placeOf: onOneShelf }).getMany(entity, all)).size).toBe(
      all.length,
    );
    expect(await objectsOf(entity)).toEqual(await listedBy(entity));
  });

  test('given every write succeeds but its answer is lost, then nothing is written twice or left over', async () => {
    const { entity, references } = await sealedShelf(2);
    const before = await headOf(entity);
    let puts = 0;
    const send = async (command: object) => {
      const result = await client.send(command as never);
      if (!(command instanceof PutCommand)) return result;
      puts += 1;
      // What a repeated request is told.
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    };
    const mine = referencesTo(9).map((one) => `mine ${one}`);
    await registerWith({
      placeOf: onOneShelf,
      client: { send } as unknown as DynamoDBDocumentClient,
    }).change(entity, mine, changeCalled('mine'));
    // The change and the merge.
    expect(puts).toBe(2);
    expect((await headOf(entity)).version).toBe(before.version + 2);
    const known = await registerWith({ placeOf: onOneShelf }).getMany(entity, [
      ...references,
      ...mine,
    ]);
    expect(known.size).toBe(references.length + mine.length);
    expect(await objectsOf(entity)).toEqual(await listedBy(entity));
  });

  describe('when its bytes are not those that were sealed', () => {
    const damaged = async (damage: (bytes: Uint8Array) => Uint8Array) => {
      const { entity, references } = await sealedShelf(1);
      const [name = ''] = await objectsOf(entity);
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: damage(bytes) }));
      const read = () => registerWith({ placeOf: onOneShelf }).getMany(entity, references);
      return { name, read, entity };
    };
    const flipped = (at: number) => (bytes: Uint8Array) => {
      const changed = Uint8Array.from(bytes);
      const place = at < 0 ? bytes.length + at : at;
      changed[place] = (changed[place] ?? 0) ^ 1;
      return changed;
    };

    test.each([0, 8, 12, 60])('given byte %i of the directory, then it is named', async (at) => {
      const { name, read } = await damaged(flipped(at));
      await expect(read()).rejects.toThrow(`the directory of the chunk ${name} is damaged`);
    });

    test('given a byte of the last page, then that page is named', async () => {
      const { name, read } = await damaged(flipped(-1));
      await expect(read()).rejects.toThrow(`page 3 of the chunk ${name} is damaged`);
    });

    test('given its pages are cut off, then the first page is named', async () => {
      const { entity, name, read } = await damaged((bytes) => bytes);
      const [{ directory } = { directory: 0 }] = (await headOf(entity)).chunks;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const cut = bytes.subarray(0, directory);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: cut }));
      await expect(read()).rejects.toThrow(`page 0 of the chunk ${name} is damaged`);
    });

    test('given it is lost, then that is told, to readers and writers', async () => {
      const { entity, name, read } = await damaged((bytes) => bytes);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
      await expect(read()).rejects.toThrow(`the chunk ${name} is missing`);
      const write = registerWith({ placeOf: onOneShelf }).change(entity, ['R1'], changeCalled('x'));
      await expect(write).rejects.toThrow(`the chunk ${name} is missing`);
    });
  });
});
