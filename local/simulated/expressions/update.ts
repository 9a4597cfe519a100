import { invalid, notSimulated } from '../service-errors.ts';
import { copied, type Item, isIn, typeOf } from '../value.ts';
import { type Operand, operandValue, readOperand } from './condition.ts';
import {
  type Path,
  type Placeholders,
  readPath,
  removeAt,
  resolved,
  setAt,
  valueAt,
} from './path.ts';
import type { Reader } from './tokens.ts';

type Term =
  | Operand
  | { readonly ifNotExists: Path; readonly otherwise: Term }
  | { readonly listAppend: readonly [Term, Term] };
type Assignment = { readonly path: Path; readonly terms: readonly Term[]; readonly sign: 1 | -1 };

/** An update as it was read. */
export type Update = {
  set: Assignment[];
  remove: Path[];
  add: { path: Path; value: Operand }[];
  delete: { path: Path; value: Operand }[];
};

export function readUpdate(reader: Reader): Update {
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  const seen = new Set<string>();
  while (reader.peek() !== '') {
    const clause = reader.next().toUpperCase();
    if (seen.has(clause)) throw reader.refuse();
    seen.add(clause);
    readClause(reader, clause, update);
  }
  return update;
}

function readClause(reader: Reader, clause: string, update: Update): void {
  do {
    if (clause === 'SET') update.set.push(readAssignment(reader));
    else if (clause === 'REMOVE') update.remove.push(readPath(reader));
    else if (clause === 'ADD') update.add.push(readChange(reader));
    else if (clause === 'DELETE') update.delete.push(readChange(reader));
    else throw reader.refuse();
  } while (reader.accept(','));
}

const readChange = (reader: Reader) => {
  const path = readPath(reader);
  if (!reader.peek().startsWith(':')) throw reader.refuse();
  return { path, value: readOperand(reader) };
};

function readAssignment(reader: Reader): Assignment {
  const path = readPath(reader);
  reader.expect('=');
  const first = readTerm(reader);
  if (reader.accept('+')) return { path, terms: [first, readTerm(reader)], sign: 1 };
  if (reader.accept('-')) return { path, terms: [first, readTerm(reader)], sign: -1 };
  return { path, terms: [first], sign: 1 };
}

function readTerm(reader: Reader): Term {
  if (reader.peek() === 'if_not_exists') {
    reader.next();
    reader.expect('(');
    const ifNotExists = readPath(reader);
    reader.expect(',');
    const otherwise = readTerm(reader);
    reader.expect(')');
    return { ifNotExists, otherwise };
  }
  if (reader.peek() !== 'list_append') return readOperand(reader);
  reader.next();
  reader.expect('(');
  const front = readTerm(reader);
  reader.expect(',');
  const back = readTerm(reader);
  reader.expect(')');
  return { listAppend: [front, back] };
}

/** The paths that an update touches, resolved. */
export function touchedPaths(update: Update, placeholders: Placeholders): Path[] {
  const paths = [
    ...update.set.map(({ path }) => path),
    ...update.remove,
    ...update.add.map(({ path }) => path),
    ...update.delete.map(({ path }) => path),
  ].map((path) => resolved(path, placeholders));
  requireApart(paths);
  return paths;
}

function requireApart(paths: readonly Path[]): void {
  for (const [at, one] of paths.entries()) {
    const overlaps = paths
      .slice(at + 1)
      .some(
        (other) =>
          one.every((part, place) => other[place] === part) ||
          other.every((part, place) => one[place] === part),
      );
    if (overlaps) {
      throw invalid('Invalid UpdateExpression: Two document paths overlap with each other');
    }
  }
}

/** A copy of the item with the update; all that is read is read from the item as it was. */
export function updated(update: Update, item: Item, placeholders: Placeholders): Item {
  const next = copied(item);
  for (const { path, terms, sign } of update.set) {
    const [first, second] = terms.map((term) => termValue(term, item, placeholders));
    const value = terms.length === 1 ? first : sum(first, second, sign);
    setAt(next, resolved(path, placeholders), copied(value));
  }
  for (const { path, value } of update.add) {
    const at = resolved(path, placeholders);
    setAt(
      next,
      at,
      added(valueAt(item, path, placeholders), operandValue(value, item, placeholders)),
    );
  }
  for (const { path, value } of update.delete) {
    const at = resolved(path, placeholders);
    const rest = without(
      valueAt(item, path, placeholders),
      operandValue(value, item, placeholders),
    );
    if (rest && rest.size > 0) setAt(next, at, rest);
    else if (rest) removeAt(next, at);
  }
  // From the back, so that a place in a list still means what it meant.
  const removed = update.remove.map((path) => resolved(path, placeholders));
  for (const path of removed.sort(byLastPlace)) removeAt(next, path);
  return next;
}

const byLastPlace = (one: Path, other: Path): number =>
  Number(other.at(-1)) - Number(one.at(-1)) || 0;

function termValue(term: Term, item: Item, placeholders: Placeholders): unknown {
  if ('ifNotExists' in term) {
    const value = valueAt(item, term.ifNotExists, placeholders);
    return value === undefined ? termValue(term.otherwise, item, placeholders) : value;
  }
  if ('listAppend' in term) {
    const [front, back] = term.listAppend.map((one) => termValue(one, item, placeholders));
    if (!(Array.isArray(front) && Array.isArray(back))) throw wrongType();
    return [...front, ...back];
  }
  const value = operandValue(term, item, placeholders);
  if (value === undefined) {
    throw invalid('The provided expression refers to an attribute that does not exist in the item');
  }
  return value;
}

const wrongType = () => invalid('An operand in the update expression has an incorrect data type');

/** Of integers only: DynamoDB calculates in decimals, and a fraction would come out otherwise here. */
function sum(one: unknown, other: unknown, sign: 1 | -1): number {
  if (typeOf(one) !== 'N' || typeOf(other) !== 'N') throw wrongType();
  const result = Number(one) + sign * Number(other);
  if (![Number(one), Number(other), result].every(Number.isSafeInteger)) {
    throw notSimulated('arithmetic on anything but safe integers');
  }
  return result;
}

function added(value: unknown, more: unknown): unknown {
  if (typeOf(more) === 'N') return value === undefined ? more : sum(value, more, 1);
  if (!(more instanceof Set)) throw wrongType();
  if (value === undefined) return copied(more);
  if (!(value instanceof Set) || typeOf(value) !== typeOf(more)) throw wrongType();
  return new Set([...value, ...[...more].filter((one) => !isIn(one, value))]);
}

function without(value: unknown, less: unknown): Set<unknown> | undefined {
  if (!(less instanceof Set)) throw wrongType();
  if (value === undefined) return undefined;
  if (!(value instanceof Set) || typeOf(value) !== typeOf(less)) throw wrongType();
  return new Set([...value].filter((one) => !isIn(one, less)));
}
