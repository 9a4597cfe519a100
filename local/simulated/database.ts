import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { Fate } from './call.ts';
import type { Meter } from './meter.ts';
import { invalid, metadata } from './service-errors.ts';
import { type Index, primary, type Row, type Table, type Version } from './table.ts';
import { utf8Length } from './utf8-order.ts';
import { type Item, storedMap } from './value.ts';

/** All tables, and what their answers may depend on. */
export type Database = {
  readonly tables: Map<string, Table>;
  readonly now: () => number;
  readonly random: () => number;
  readonly meter: Meter | undefined;
  /** Tokens of transactions, and what was asked with them. */
  readonly tokens: Map<string, { request: string; at: number }>;
};

/** What a request needs to be answered: the stores, and its fate. */
export type Asked = { readonly database: Database; readonly fate: Fate };

export function tableOf({ tables }: Database, name: string | undefined): Table {
  const table = tables.get(name ?? '');
  if (table) return table;
  throw new ResourceNotFoundException({ message: 'Requested resource not found', ...metadata() });
}

export function indexOf(table: Table, name: string | undefined): Index {
  if (name === undefined) return primary;
  const index = table.indexes.find((one) => one.name === name);
  if (!index) throw invalid(`The table does not have the specified index: ${name}`);
  return index;
}

const maxPartitionKeyBytes = 2048;
const maxSortKeyBytes = 1024;
const maxItemBytes = 400 * 1024;

/** @throws DynamoDBServiceException ValidationException unless it is exactly a key of the table. */
export function keyOf(key: Item | undefined): { pk: string; sk: string } {
  if (!key || Object.keys(key).length !== 2 || !('pk' in key && 'sk' in key)) {
    throw invalid('The provided key element does not match the schema');
  }
  return keyText(key, 'The provided key element does not match the schema');
}

function keyText(item: Item, otherwise: string): { pk: string; sk: string } {
  const { pk, sk } = item;
  if (typeof pk !== 'string' || typeof sk !== 'string') throw invalid(otherwise);
  requireKeyLength('pk', pk, maxPartitionKeyBytes);
  requireKeyLength('sk', sk, maxSortKeyBytes);
  return { pk, sk };
}

function requireKeyLength(name: string, text: string, maxBytes: number): void {
  if (text === '') {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  }
  // A UTF-16 unit has at most three bytes.
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) {
    throw invalid(
      `One or more parameter values were invalid: Size of ${name} has exceeded the maximum size limit of ${maxBytes} bytes`,
    );
  }
}

/** A version of an item to be kept in a table, and its key; keys of indexes are checked as well. */
export function versionOf(
  table: Table,
  item: Item | undefined,
): { pk: string; sk: string; version: Version } {
  const { value, bytes } = storedMap(item ?? {});
  for (const name of ['pk', 'sk']) {
    if (value[name] === undefined) {
      throw invalid(
        `One or more parameter values were invalid: Missing the key ${name} in the item`,
      );
    }
  }
  const key = keyText(value, 'One or more parameter values were invalid: Type mismatch for key');
  requireIndexKeys(table, value);
  if (bytes > maxItemBytes) throw invalid('Item size has exceeded the maximum allowed size');
  return { ...key, version: { item: value, bytes } };
}

function requireIndexKeys(table: Table, item: Item): void {
  for (const index of table.indexes) {
    for (const [name, maxBytes] of [
      [index.pk, maxPartitionKeyBytes],
      [index.sk, maxSortKeyBytes],
    ] as const) {
      const value = item[name];
      if (value === undefined) continue;
      if (typeof value !== 'string') {
        throw invalid(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} IndexName: ${index.name}`,
        );
      }
      requireKeyLength(name, value, maxBytes);
    }
  }
}

/** What a read sees of a row: of a stale one, every other time what was there before. */
export function seen(
  { database, fate }: Asked,
  row: Row | undefined,
  consistent: boolean | undefined,
  always = false,
): Version | undefined {
  if (fate !== 'stale' || consistent || !row) return row?.now;
  return always || database.random() < 0.5 ? row.before : row.now;
}

/** @throws DynamoDBServiceException ValidationException when a request names an item twice. */
export function requireDistinct(names: readonly string[], message: string): void {
  if (new Set(names).size < names.length) throw invalid(message);
}
