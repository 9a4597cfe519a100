import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LedgerKey } from '../identifiers.ts';
import { batchGet, itemName } from './batch-get.ts';
import { ledgerHeadKey } from './keys.ts';
import { decodeHead, type encodeHead, type LedgerHead } from './ledger-items.ts';

const versionSchema = z.object({ v: z.int().min(1) });

/** The heads of ledgers in the ledger table, read consistently. */
export function ledgerHeads({
  client,
  table,
  pause,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause: (attempt: number) => Promise<void>;
}) {
  async function readItem(key: LedgerKey): Promise<Record<string, unknown> | undefined> {
    const get = { TableName: table, Key: ledgerHeadKey(key), ConsistentRead: true };
    return (await client.send(new GetCommand(get))).Item;
  }

  return {
    readItem,

    async version(key: LedgerKey): Promise<number> {
      const get = {
        TableName: table,
        Key: ledgerHeadKey(key),
        ConsistentRead: true,
        ProjectionExpression: 'v',
      };
      const { Item } = await client.send(new GetCommand(get));
      return Item ? versionSchema.parse(Item).v : 0;
    },

    async read(key: LedgerKey): Promise<LedgerHead | undefined> {
      const item = await readItem(key);
      return item && decodeHead(item);
    },

    async readMany(keys: readonly LedgerKey[]): Promise<Map<LedgerKey, LedgerHead>> {
      const wanted = new Map(keys.map((key) => [itemName(ledgerHeadKey(key)), key]));
      const items = await batchGet({ client, table, pause }, [...new Set(keys)].map(ledgerHeadKey));
      return new Map(
        items.flatMap((item) => {
          const key = wanted.get(itemName(item));
          return key ? [[key, decodeHead(item)] as const] : [];
        }),
      );
    },

    /**
     * @param previous the version that must still stand; 0 for a ledger nobody has written.
     * @returns false when somebody else wrote since.
     */
    async write(
      key: LedgerKey,
      previous: number,
      item: ReturnType<typeof encodeHead>,
    ): Promise<boolean> {
      const isNew = previous === 0;
      const put = new PutCommand({
        TableName: table,
        Item: { ...ledgerHeadKey(key), ...item },
        ConditionExpression: isNew ? 'attribute_not_exists(pk)' : 'v = :previous',
        ...(!isNew && { ExpressionAttributeValues: { ':previous': previous } }),
      });
      try {
        await client.send(put);
        return true;
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        return false;
      }
    },
  };
}
