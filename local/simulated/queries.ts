import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Asked, indexOf, seen, tableOf } from './database.ts';
import { holds } from './expressions/condition.ts';
import { projected } from './expressions/projection.ts';
import {
  filterOf,
  keyConditionOf,
  placeholdersOf,
  projectionOf,
} from './expressions/read-expression.ts';
import { type KeyCondition, keyConditionFor } from './key-condition.ts';
import { readHalfUnits } from './request-units.ts';
import { invalid, requireKnown } from './service-errors.ts';
import {
  entryOf,
  heldBy,
  type Index,
  primary,
  type Row,
  type Table,
  type Version,
} from './table.ts';
import { compareUtf8 } from './utf8-order.ts';
import { copied, type Item } from './value.ts';

const maxPageBytes = 1024 * 1024;
const scanOptions = [
  'TableName',
  'IndexName',
  'ConsistentRead',
  'ExclusiveStartKey',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'FilterExpression',
  'Limit',
  'ProjectionExpression',
  'Select',
];
const queryOptions = new Set([...scanOptions, 'KeyConditionExpression', 'ScanIndexForward']);
const partOptions = new Set([...scanOptions, 'Segment', 'TotalSegments']);

/** A row as a read sees it. */
type Sight = { readonly row: Row; readonly version: Version };
type Page = {
  Items?: Item[];
  Count: number;
  ScannedCount: number;
  LastEvaluatedKey?: Item;
};
type Reading = Omit<ScanCommandInput, 'Segment' | 'TotalSegments'>;

/** One page: up to `Limit` items looked at, or as many as fit into 1 MB. */
export function query(asked: Asked, input: QueryCommandInput): Page {
  requireKnown('QueryCommand', input, queryOptions);
  const { table, index } = readFrom(asked, input);
  const keys = keyConditionOf(input.KeyConditionExpression);
  if (!keys)
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified');
  const placeholders = placeholdersOf(input, [keys, ...filters(input)]);
  const wanted = keyConditionFor(keys.is, index, placeholders);
  requireStartInside(input, index, wanted);
  const sights = sightsIn(asked, table, index, wanted, input.ConsistentRead);
  if (input.ScanIndexForward === false) sights.reverse();
  return pageOf(asked, { table, index, sights, input, placeholders });
}

/** One page of everything, in an order that is nobody's. */
export function scan(asked: Asked, input: ScanCommandInput): Page {
  requireKnown('ScanCommand', input, partOptions);
  const { table, index } = readFrom(asked, input);
  const placeholders = placeholdersOf(input, filters(input));
  const { Segment = 0, TotalSegments = 1 } = input;
  const sights: Sight[] = [];
  for (const row of table.rows()) {
    const version = seen(asked, row, input.ConsistentRead);
    const entry = version && entryOf(index, version);
    if (!entry || scatter(entry.pk) % TotalSegments !== Segment) continue;
    sights.push({ row, version: heldBy(index, version) });
  }
  sights.sort(scanOrder(index));
  return pageOf(asked, { table, index, sights, input, placeholders });
}

function readFrom({ database }: Asked, input: Reading): { table: Table; index: Index } {
  const table = tableOf(database, input.TableName);
  const index = indexOf(table, input.IndexName);
  if (index !== primary && input.ConsistentRead) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  if (input.Limit !== undefined && !(input.Limit >= 1)) {
    throw invalid('Member must have value greater than or equal to 1');
  }
  return { table, index };
}

const filters = (input: Reading) => [
  filterOf(input.FilterExpression),
  projectionOf(input.ProjectionExpression),
];

function sightsIn(
  asked: Asked,
  table: Table,
  index: Index,
  { pk, allows }: KeyCondition,
  consistent: boolean | undefined,
): Sight[] {
  const stale = asked.fate === 'stale' && !consistent;
  const rows = stale ? table.rows() : table.partition(index, pk);
  const sights: Sight[] = [];
  for (const row of rows) {
    const version = stale ? seen(asked, row, false) : row.now;
    const entry = version && entryOf(index, version);
    if (entry && entry.pk === pk && allows(entry.sk)) {
      sights.push({ row, version: heldBy(index, version) });
    }
  }
  return stale ? sights.sort((one, other) => compareSights(index, one, other)) : sights;
}

function compareSights(index: Index, one: Sight, other: Sight): number {
  return (
    compareUtf8(String(one.version.item[index.sk]), String(other.version.item[index.sk])) ||
    compareUtf8(one.row.pk, other.row.pk) ||
    compareUtf8(one.row.sk, other.row.sk)
  );
}

/** DynamoDB scans partitions in the order of a hash. */
const scanOrder = (index: Index) => (one: Sight, other: Sight) => {
  const [a, b] = [String(one.version.item[index.pk]), String(other.version.item[index.pk])];
  return scatter(a) - scatter(b) || compareUtf8(a, b) || compareSights(index, one, other);
};

/** FNV-1a. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

function pageOf(
  asked: Asked,
  {
    table,
    index,
    sights,
    input,
    placeholders,
  }: {
    table: Table;
    index: Index;
    sights: readonly Sight[];
    input: QueryCommandInput | ScanCommandInput;
    placeholders: ReturnType<typeof placeholdersOf>;
  },
): Page {
  const filter = filterOf(input.FilterExpression);
  const looked = lookedAt(afterStart(index, sights, input), input.Limit);
  const bytes = looked.sights.reduce((sum, { version }) => sum + version.bytes, 0);
  asked.database.meter?.readHalfUnits(table.name, readHalfUnits(bytes, input.ConsistentRead));
  const found = looked.sights.filter(
    ({ version }) => !filter || holds(filter.is, version.item, placeholders),
  );
  const projection = projectionOf(input.ProjectionExpression);
  const handOut = ({ version: { item } }: Sight) =>
    projection ? projected(projection.is, item, placeholders) : copied(item);
  const last = looked.more ? looked.sights.at(-1) : undefined;
  return {
    ...(input.Select !== 'COUNT' && { Items: found.map(handOut) }),
    Count: found.length,
    ScannedCount: looked.sights.length,
    ...(last && { LastEvaluatedKey: keyAt(index, last) }),
  };
}

/** A page that is full tells where it ended, also when nothing follows. */
function lookedAt(sights: readonly Sight[], limit = Number.POSITIVE_INFINITY) {
  let bytes = 0;
  let count = 0;
  for (const { version } of sights) {
    bytes += version.bytes;
    if (count === limit || (bytes > maxPageBytes && count > 0)) break;
    count += 1;
  }
  return { sights: sights.slice(0, count), more: count < sights.length || count === limit };
}

/** The key of an item in an index: its place there, and its own key. */
function keyAt(index: Index, { row, version }: Sight): Item {
  const { pk, sk } = row;
  const { item } = version;
  return index === primary
    ? { pk, sk }
    : { [index.pk]: item[index.pk], [index.sk]: item[index.sk], pk, sk };
}

type Starting = Pick<QueryCommandInput, 'ExclusiveStartKey' | 'ScanIndexForward'>;

function startOf(
  { ExclusiveStartKey }: Starting,
  index: Index,
): Record<string, string> | undefined {
  if (!ExclusiveStartKey) return undefined;
  const names = new Set(['pk', 'sk', index.pk, index.sk]);
  const texts = Object.entries(ExclusiveStartKey);
  if (
    texts.length !== names.size ||
    texts.some(([name, text]) => !(names.has(name) && typeof text === 'string'))
  ) {
    throw invalid('The provided starting key is invalid');
  }
  return ExclusiveStartKey;
}

/** What comes after the starting key, whether or not that item is still there. */
function afterStart(
  index: Index,
  sights: readonly Sight[],
  input: Starting & { KeyConditionExpression?: unknown },
): readonly Sight[] {
  const start = startOf(input, index);
  if (!start) return sights;
  const { pk = '', sk = '' } = start;
  const item = { ...start };
  const mark: Sight = {
    row: { pk, sk, now: undefined, before: undefined },
    version: { item, bytes: 0 },
  };
  const isQuery = input.KeyConditionExpression !== undefined;
  const order = isQuery
    ? (one: Sight, other: Sight) => compareSights(index, one, other)
    : scanOrder(index);
  const sign = input.ScanIndexForward === false ? -1 : 1;
  return sights.filter((sight) => order(sight, mark) * sign > 0);
}

function requireStartInside(input: QueryCommandInput, index: Index, wanted: KeyCondition): void {
  const start = startOf(input, index);
  if (!start) return;
  if (start[index.pk] !== wanted.pk) {
    throw invalid(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  if (!wanted.allows(start[index.sk] ?? '')) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
}
