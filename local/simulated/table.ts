import { compareUtf8 } from './utf8-order.ts';
import { type Item, storedMap } from './value.ts';

/** An item as it is kept: never changed, only replaced. Its size in bytes is that of DynamoDB. */
export type Version = { readonly item: Item; readonly bytes: number };

/** The place of an item, with what was there before: what an eventually consistent read may still see. */
export type Row = {
  readonly pk: string;
  readonly sk: string;
  now: Version | undefined;
  before: Version | undefined;
};

/**
 * An index over two text attributes; an item that lacks one of them is not in it. It holds whole items,
 * or of each its keys and what `holds` names.
 */
export type Index = {
  readonly name: string;
  readonly pk: string;
  readonly sk: string;
  readonly holds?: readonly string[];
};

/** The index that a table is of itself. */
export const primary: Index = { name: '', pk: 'pk', sk: 'sk' };

export type Table = {
  readonly name: string;
  readonly indexes: readonly Index[];
  at(pk: string, sk: string): Row | undefined;
  write(pk: string, sk: string, next: Version | undefined): void;
  /** The rows of one partition of an index, in its order. */
  partition(index: Index, value: string): readonly Row[];
  /** Every row there ever was, in no order. */
  rows(): readonly Row[];
};

type Partition = { readonly rows: Map<unknown, Row>; sorted: Row[] | undefined };
type Partitions = Map<string, Partition>;

/** A table with the text keys `pk` and `sk`. */
export function simulatedTable(name: string, indexes: readonly Index[]): Table {
  const partitions: Partitions = new Map();
  const indexed = new Map<Index, Partitions>(indexes.map((index) => [index, new Map()]));

  function rowAt(pk: string, sk: string): Row {
    const found = partitions.get(pk)?.rows.get(sk);
    if (found) return found;
    const row: Row = { pk, sk, now: undefined, before: undefined };
    insert(partitions, pk, sk, row);
    return row;
  }

  return {
    name,
    indexes,
    at: (pk, sk) => partitions.get(pk)?.rows.get(sk),
    write(pk, sk, next) {
      const row = rowAt(pk, sk);
      row.before = row.now;
      row.now = next;
      for (const [index, entries] of indexed) reindex(index, entries, row);
    },
    partition(index, value) {
      const held = (index === primary ? partitions : indexed.get(index))?.get(value);
      if (!held) return [];
      held.sorted ??= [...held.rows.values()].sort(orderOf(index));
      return held.sorted;
    },
    rows() {
      const all: Row[] = [];
      for (const { rows } of partitions.values()) for (const row of rows.values()) all.push(row);
      return all;
    },
  };
}

function insert(partitions: Partitions, value: string, key: unknown, row: Row): void {
  const partition = partitions.get(value);
  if (!partition) partitions.set(value, { rows: new Map([[key, row]]), sorted: undefined });
  else {
    partition.rows.set(key, row);
    partition.sorted = undefined;
  }
}

function reindex(index: Index, entries: Partitions, row: Row): void {
  const left = entryOf(index, row.before);
  const entered = entryOf(index, row.now);
  if (left?.pk === entered?.pk && left?.sk === entered?.sk) return;
  if (left) {
    const partition = entries.get(left.pk);
    partition?.rows.delete(row);
    if (partition) partition.sorted = undefined;
  }
  if (entered) insert(entries, entered.pk, row, row);
}

/** Where a version stands in an index, if it is in it. */
export function entryOf(
  index: Index,
  version: Version | undefined,
): { pk: string; sk: string } | undefined {
  const pk = version?.item[index.pk];
  const sk = version?.item[index.sk];
  return typeof pk === 'string' && typeof sk === 'string' ? { pk, sk } : undefined;
}

/** What an index holds of a version. */
export function heldBy({ pk, sk, holds }: Index, version: Version): Version {
  if (!holds) return version;
  const names = ['pk', 'sk', pk, sk, ...holds].filter((name) => name in version.item);
  const { value, bytes } = storedMap(
    Object.fromEntries(names.map((name) => [name, version.item[name]])),
  );
  return { item: value, bytes };
}

/** The order of rows in a partition; what has the same place in an index goes by its own key. */
const orderOf = (index: Index) => (one: Row, other: Row) =>
  (index === primary
    ? 0
    : compareUtf8(String(one.now?.item[index.sk]), String(other.now?.item[index.sk]))) ||
  compareUtf8(one.pk, other.pk) ||
  compareUtf8(one.sk, other.sk);
