import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { decodeChunkList, encodeChunkList } from '../reports/register/chunk-list.ts';
import { decodeReports, encodeReports } from '../reports/register/encoding.ts';
import { asKnown, newest } from '../reports/register/known-report.ts';
import type { Shelf } from '../reports/register/place.ts';
import { emptyHead, type ShelfHead } from '../reports/register/shelf-head.ts';
import { batchGet, itemName } from './batch-get.ts';
import { registerShelfKey } from './keys.ts';

const headItemSchema = z.object({
  version: z.int().min(1),
  recent: z.instanceof(Uint8Array),
  chunks: z.instanceof(Uint8Array),
});

/** The heads of shelves: one item each. */
export function registerHeads(store: {
  client: DynamoDBDocumentClient;
  table: string;
  pause: (attempt: number) => Promise<void>;
}) {
  async function readMany(
    entity: EntityNumber,
    shelves: readonly string[],
  ): Promise<Map<string, ShelfHead>> {
    const keys = shelves.map((shelf) => registerShelfKey({ entity, shelf }));
    const items = await batchGet(store, keys);
    const byName = new Map(items.map((item) => [itemName(item), item]));
    return new Map(
      shelves.map((shelf) => {
        const item = byName.get(itemName(registerShelfKey({ entity, shelf })));
        return [shelf, item ? readHead(item) : emptyHead];
      }),
    );
  }

  return {
    readMany,

    async read({ entity, shelf }: Shelf): Promise<ShelfHead> {
      const heads = await readMany(entity, [shelf]);
      return heads.get(shelf) ?? emptyHead;
    },

    /** @throws StaleWrite unless the head of the version before stands. */
    async write(shelf: Shelf, { version, recent, chunks }: ShelfHead): Promise<void> {
      const write = new PutCommand({
        TableName: store.table,
        Item: {
          ...registerShelfKey(shelf),
          version,
          recent: encodeReports(asKnown(recent)),
          chunks: encodeChunkList(chunks),
        },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :before',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': version - 1 },
            }),
      });
      try {
        await store.client.send(write);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        throw new StaleWrite(shelfName(shelf), { cause });
      }
    },
  };
}
export type RegisterHeads = ReturnType<typeof registerHeads>;

export const shelfName = ({ entity, shelf }: Shelf): string => `register/${entity}/${shelf}`;

function readHead(item: Record<string, unknown>): ShelfHead {
  const { version, recent, chunks } = headItemSchema.parse(item);
  return { version, recent: newest(decodeReports(recent)), chunks: decodeChunkList(chunks) };
}
