import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type DataRequestState,
  dataRequestStates,
  type Page,
  type RequestedData,
} from '../cases/cases.ts';
import { batchGet, itemName } from './batch-get.ts';
import { closedByOf, dataRequestOrder, dataRequestWorklist, decisionOf } from './case-item.ts';
import { decisionKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { worklistPage } from './worklist-page.ts';

type Pause = (attempt: number) => Promise<void>;
type Store = { client: DynamoDBDocumentClient; table: string };
type Item = Record<string, unknown>;

/** A page of requests for data from the index `worklist`: of one state, or of both in one order. */
export async function listDataRequests(
  { pause = pauseWithJitter, ...store }: Store & { pause?: Pause | undefined },
  {
    state,
    cursor,
    limit,
  }: { state?: DataRequestState | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<RequestedData>> {
  const pages = await Promise.all(
    (state ? [state] : dataRequestStates).map((one) =>
      worklistPage(store, { list: dataRequestWorklist(one), cursor, limit, order: 'descending' }),
    ),
  );
  const found = pages
    .flatMap(({ items }) => items)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  const items = found.slice(0, limit);
  const [last] = items.slice(-1);
  const more = found.length > limit || pages.some((page) => page.more);
  return {
    items: await withClosings({ ...store, pause }, items),
    ...(last && more && { cursor: orderOf(last) }),
  };
}

const orderOf = (item: Item): string => dataRequestOrder(decisionOf(item));

async function withClosings(store: Store & { pause: Pause }, items: readonly Item[]) {
  const keyOf = (item: Item) => {
    const closedBy = closedByOf(item);
    return closedBy === undefined ? undefined : decisionKey(decisionOf(item).caseId, closedBy);
  };
  const keys = items.flatMap((item) => keyOf(item) ?? []);
  const closings = new Map((await batchGet(store, keys)).map((item) => [itemName(item), item]));
  return items.map((item): RequestedData => {
    const key = keyOf(item);
    const closing = key && closings.get(itemName(key));
    return { request: decisionOf(item), ...(closing && { closing: decisionOf(closing) }) };
  });
}
