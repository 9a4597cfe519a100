import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../concurrently.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { decodeContributions, encodeContributions } from '../ledger/encoding.ts';
import { emptyLedger, type Ledger, mergeContributions } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { batchGet, itemName } from './batch-get.ts';
import { ledgerHeadKey } from './keys.ts';
import { ledgerChunks } from './ledger-chunks.ts';
import { type HeadItem, headItemSchema, sealAboveBytes } from './ledger-items.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';

const attempts = 40;

/**
 * Ledgers in DynamoDB: a head with the newest contributions and the list of sealed chunks, written by
 * one conditional put on its version; and the chunks, written before the head that lists them. A
 * contribution in the head or in any chunk counts by the merge law, so one that was superseded may
 * stay where it is. A chunk that no head lists any more is left alone: somebody may still be reading
 * by an older head.
 *
 * A merge reads and writes one item; chunks are read only when an incoming revision might not be
 * newer than one inside, or when they are packed together. So a report costs the same however long
 * the history is.
 *
 * @param store `pause` waits before the next attempt, with jitter; attempts are counted from 1.
 */
export function ledgerRepository({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): Ledgers {
  const store = { client, table, pause };
  const chunks = ledgerChunks(store);

  async function readHead(key: LedgerKey): Promise<HeadItem | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: ledgerHeadKey(key), ConsistentRead: true }),
    );
    return Item && headItemSchema.parse(Item);
  }

  async function readHeads(keys: readonly LedgerKey[]): Promise<Map<LedgerKey, HeadItem>> {
    const wanted = new Map(keys.map((key) => [itemName(ledgerHeadKey(key)), key]));
    const items = await batchGet(store, [...new Set(keys)].map(ledgerHeadKey));
    return new Map(
      items.flatMap((item) => {
        const key = wanted.get(itemName(item));
        return key ? [[key, headItemSchema.parse(item)] as const] : [];
      }),
    );
  }

  async function readLedgers(heads: ReadonlyMap<LedgerKey, HeadItem>): Promise<Ledger[]> {
    const wanted = [...heads].flatMap(([key, head]) =>
      head.chunks.map((entry) => ({ key, entry })),
    );
    const opened = Map.groupBy(await chunks.read(wanted), ({ key }) => key);
    return [...heads].map(([key, { version, recent }]) => {
      const sealed = (opened.get(key) ?? []).flatMap(({ contributions }) => contributions);
      const all = [...sealed, ...decodeContributions(recent)];
      return { key, version, contributions: mergeContributions(new Map(), all) };
    });
  }

  async function mergeInto(
    head: HeadItem | undefined,
    key: LedgerKey,
    incoming: readonly Contribution[],
  ) {
    const { version, chunks: listed } = head ?? { version: 0, chunks: [] };
    const recent = mergeContributions(new Map(), head ? decodeContributions(head.recent) : []);
    const oldest = incoming.map(({ revision }) => revision).sort()[0] ?? '';
    const doubtful = listed.filter(({ maxRevision }) => maxRevision >= oldest);
    const sealed = (await chunks.read(doubtful.map((entry) => ({ key, entry })))).flatMap(
      ({ contributions }) => contributions,
    );
    const news = unknownAmong(incoming, mergeContributions(recent, sealed));
    if (news.length === 0) return { changed: false, version };

    const newest = [...mergeContributions(recent, news).values()];
    const encoded = encodeContributions(newest);
    const outgrown = encoded.length > sealAboveBytes;
    const next = {
      version: version + 1,
      recent: outgrown ? encodeContributions([]) : encoded,
      chunks: outgrown ? await chunks.seal(key, listed, newest) : listed,
    };
    const write = new PutCommand({
      TableName: table,
      Item: { ...ledgerHeadKey(key), ...next },
      ConditionExpression: head ? 'version = :previous' : 'attribute_not_exists(pk)',
      ...(head && { ExpressionAttributeValues: { ':previous': version } }),
    });
    await client.send(write);
    return { changed: true, version: next.version };
  }

  /** @param head as it was read; read again when somebody else wrote since. */
  async function merge(
    head: HeadItem | undefined,
    key: LedgerKey,
    incoming: readonly Contribution[],
  ) {
    let held = head;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        return await mergeInto(held, key, incoming);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        await pause(attempt);
        held = await readHead(key);
      }
    }
    throw new StaleWrite(key);
  }

  return {
    async get(key) {
      const head = await readHead(key);
      const [ledger] = head ? await readLedgers(new Map([[key, head]])) : [];
      return ledger ?? emptyLedger(key);
    },

    async getMany(keys) {
      const heads = await readHeads(keys);
      const ledgers = new Map(keys.map((key) => [key, emptyLedger(key)]));
      for (const ledger of await readLedgers(heads)) ledgers.set(ledger.key, ledger);
      return ledgers;
    },

    merge: async (key, contributions) => merge(await readHead(key), key, contributions),

    async mergeMany(changes) {
      const heads = await readHeads([...changes.keys()]);
      await concurrently(changes, async ([key, contributions]) => {
        await merge(heads.get(key), key, contributions);
      });
    },
  };
}

/** The incoming contributions that the merge law lets in. */
function unknownAmong(
  incoming: readonly Contribution[],
  held: ReadonlyMap<string, Contribution>,
): Contribution[] {
  const arrived = new Set(incoming);
  return [...mergeContributions(held, incoming).values()].filter((one) => arrived.has(one));
}
