import { DomainError } from '../../errors.ts';
import type { Column } from './column.ts';
import { columnsByName, requiredColumns } from './column-map.ts';
import type { Row } from './read-rows.ts';

/** So many names are told at most. */
const maxNames = 20;
/** Far more than the map has. */
const maxColumns = 1000;

/**
 * The columns of a batch, in its own order, by its header row.
 *
 * @throws DomainError malformed-body when there is none that can be read; invalid-batch-header,
 *   naming the columns, when the map does not have them, or they stand twice, or are missing.
 */
export function columnsOfBatch(header: Row | undefined): Column[] {
  if (!header) throw new DomainError('malformed-body', 'empty');
  if ('fault' in header) throw new DomainError('malformed-body', `header row: ${header.fault}`);
  const names = header.cells;
  if (names.length > maxColumns) {
    throw new DomainError('invalid-batch-header', `more than ${maxColumns} columns`);
  }
  if (names.some((name) => name.includes('\0'))) {
    throw new DomainError('malformed-body', 'header row: nul-character');
  }
  const columns = names.flatMap((name) => columnsByName.get(name) ?? []);
  const problems = problemsOf(names);
  if (problems.length > 0) throw new DomainError('invalid-batch-header', problems.join('; '));
  return columns;
}

function problemsOf(names: readonly string[]): string[] {
  const missing = requiredColumns.filter((name) => !names.includes(name));
  // Without any column that we know this is no header row but somebody's data: quote none of it.
  if (missing.length === requiredColumns.length) return ['the first row names no columns'];
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  const unknown = names.flatMap((name, at) =>
    columnsByName.has(name) ? [] : [isColumnName(name) ? name : `number ${at + 1}`],
  );
  return [
    told('unknown columns', unknown),
    told(
      'columns that stand twice',
      [...twice].filter((name) => columnsByName.has(name)),
    ),
    told('missing columns', missing),
  ].flat();
}

function told(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : '';
  return [`${what}: ${names.slice(0, maxNames).join(', ')}${more}`];
}

const isColumnName = (name: string): boolean => /^[a-z][a-z0-9_]{0,59}$/.test(name);
