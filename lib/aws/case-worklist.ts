import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Case, caseStatuses } from '../cases/case.ts';
import { type CaseQuery, isWanted, type Priority, priorities } from '../cases/case-queue.ts';
import type { Page } from '../cases/cases.ts';
import { ageOf, caseOf, caseOrder, caseWorklist, lanePrefix } from './case-item.ts';

type Store = { client: DynamoDBDocumentClient; table: string };

/** The cases of one status and one priority, which lie in a row by age. */
type Lane = { status: Case['status']; priority: Priority };

/** After so many cases that nobody asked for, a page ends short: the caller goes on from there. */
const mostExamined = 400;

/**
 * A page of cases from the index `worklist`: never more is read than the lanes of the statuses and
 * priorities that are asked for, from the cursor on.
 */
export const listCases = (store: Store, query: CaseQuery): Promise<Page<Case>> =>
  query.sort === 'oldest' || query.sort === 'newest'
    ? byAge(store, query)
    : mostPressing(store, query);

const lanesOf = ({ status, priority }: CaseQuery): Lane[] =>
  (status ? [status] : caseStatuses).flatMap((one) =>
    (priority ? [priority] : priorities).map((its) => ({ status: one, priority: its })),
  );

/** One lane after the other. */
async function mostPressing(store: Store, query: CaseQuery): Promise<Page<Case>> {
  const lanes = lanesOf(query);
  const from = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const first = from ? lanes.findIndex((lane) => isLaneOf(lane, from)) : 0;
  const items: Case[] = [];
  let examined = 0;
  for (const [number, lane] of lanes.entries()) {
    if (number < first || first < 0) continue;
    let after = from && number === first ? from.order.slice(lanePrefix(lane.priority).length) : '';
    for (let more = true; more; ) {
      const page = await readLane(store, lane, { ...query, after, atMost: query.limit });
      for (const one of page.cases) {
        examined += 1;
        after = ageOf(one);
        if (isWanted(one, query)) items.push(one);
        const last = one === page.cases.at(-1) && !page.more && number === lanes.length - 1;
        if (items.length === query.limit || examined === mostExamined) {
          return last ? { items } : { items, cursor: `${one.status}#${caseOrder(one)}` };
        }
      }
      more = page.more;
    }
  }
  return { items };
}

function placeOf(cursor: string): { status: string; order: string } {
  const mark = cursor.indexOf('#');
  return { status: cursor.slice(0, mark), order: cursor.slice(mark + 1) };
}

const isLaneOf = ({ status, priority }: Lane, place: { status: string; order: string }): boolean =>
  status === place.status && place.order.startsWith(lanePrefix(priority));

/** All lanes at once, as far as each of them was read. */
async function byAge(store: Store, query: CaseQuery): Promise<Page<Case>> {
  const { cursor = '', limit, sort } = query;
  const forward = sort === 'oldest';
  const lanes = await Promise.all(
    lanesOf(query).map((lane) => readLane(store, lane, { ...query, after: cursor, atMost: limit })),
  );
  const inOrder = (a: string, b: string) => (a < b === forward ? -1 : 1);
  const unread = lanes.flatMap(({ cases, more }) => {
    const last = cases.at(-1);
    return more && last ? ageOf(last) : [];
  });
  const [horizon] = unread.sort(inOrder);
  const known = lanes
    .flatMap(({ cases }) => cases)
    .sort((a, b) => inOrder(ageOf(a), ageOf(b)))
    .filter(
      (one) => horizon === undefined || inOrder(ageOf(one), horizon) < 0 || ageOf(one) === horizon,
    );
  const items: Case[] = [];
  for (const one of known) {
    if (isWanted(one, query)) items.push(one);
    if (items.length === limit && one !== known.at(-1)) return { items, cursor: ageOf(one) };
  }
  return horizon === undefined ? { items } : { items, cursor: horizon };
}

/** The next cases of a lane after an age; the caller's own place is left out. */
async function readLane(
  { client, table }: Store,
  { status, priority }: Lane,
  { after, atMost, raisedBefore, sort }: CaseQuery & { after: string; atMost: number },
): Promise<{ cases: Case[]; more: boolean }> {
  const prefix = lanePrefix(priority);
  const forward = sort !== 'newest';
  const oldest = forward ? after : '';
  const newest = [forward ? '' : after, raisedBefore ?? ''].filter((age) => age !== '').sort()[0];
  const query = new QueryCommand({
    TableName: table,
    IndexName: 'worklist',
    KeyConditionExpression: 'worklist = :list AND worklistOrder BETWEEN :oldest AND :newest',
    ExpressionAttributeValues: {
      ':list': caseWorklist(status),
      ':oldest': `${prefix}${oldest}`,
      // Ages are digits to begin with: the tilde comes after all of them.
      ':newest': `${prefix}${newest ?? '~'}`,
    },
    ScanIndexForward: forward,
    Limit: atMost + 1,
  });
  const { Items = [], LastEvaluatedKey } = await client.send(query);
  const cases = Items.map(caseOf).filter((one) => ageOf(one) !== after);
  return { cases, more: LastEvaluatedKey !== undefined };
}
