import { invalid, notSimulated } from '../service-errors.ts';
import { utf8Length } from '../utf8-order.ts';
import { compare, equal, type Item, isIn, typeOf } from '../value.ts';
import { type Path, type Placeholders, readPath, valueAt } from './path.ts';
import type { Reader } from './tokens.ts';

export type Operand =
  | { readonly path: Path }
  | { readonly value: string }
  | { readonly sizeOf: Operand };

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition as it was read; also that of keys and of filters. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition }
  | {
      readonly is: 'compare';
      readonly by: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly is: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly is: 'in'; readonly of: Operand; readonly among: readonly Operand[] }
  | { readonly is: 'function'; readonly name: string; readonly operands: readonly Operand[] };

const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** How many operands each function takes. */
const functions: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};

export function readCondition(reader: Reader): Condition {
  const condition = readAny(reader);
  if (reader.peek() !== '') throw reader.refuse();
  return condition;
}

function readAny(reader: Reader): Condition {
  const parts = [readAll(reader)];
  while (reader.accept('OR')) parts.push(readAll(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { is: 'or', parts };
}

function readAll(reader: Reader): Condition {
  const parts = [readNegation(reader)];
  while (reader.accept('AND')) parts.push(readNegation(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { is: 'and', parts };
}

function readNegation(reader: Reader): Condition {
  if (reader.accept('NOT')) return { is: 'not', part: readNegation(reader) };
  if (!reader.accept('(')) return readTerm(reader);
  const inner = readAny(reader);
  reader.expect(')');
  return inner;
}

function readTerm(reader: Reader): Condition {
  const name = reader.peek();
  if (Object.hasOwn(functions, name)) return readFunction(reader, reader.next());
  const left = readOperand(reader);
  if (reader.accept('BETWEEN')) {
    const low = readOperand(reader);
    reader.expect('AND');
    return { is: 'between', of: left, low, high: readOperand(reader) };
  }
  if (reader.accept('IN')) return { is: 'in', of: left, among: readOperands(reader) };
  const by = reader.next();
  if (!comparators.has(by)) throw reader.refuse();
  return { is: 'compare', by: by as Comparator, left, right: readOperand(reader) };
}

function readFunction(reader: Reader, name: string): Condition {
  const operands = readOperands(reader);
  if (operands.length !== functions[name]) {
    throw invalid(`Incorrect number of operands for operator or function; function: ${name}`);
  }
  return { is: 'function', name, operands };
}

function readOperands(reader: Reader): Operand[] {
  reader.expect('(');
  const operands = [readOperand(reader)];
  while (reader.accept(',')) operands.push(readOperand(reader));
  reader.expect(')');
  return operands;
}

export function readOperand(reader: Reader): Operand {
  if (reader.peek() === 'size') {
    reader.next();
    const [sizeOf, ...more] = readOperands(reader);
    if (!sizeOf || more.length > 0) throw reader.refuse();
    return { sizeOf };
  }
  if (!reader.peek().startsWith(':')) return { path: readPath(reader) };
  const value = reader.next();
  reader.values.add(value);
  return { value };
}

/** @param item empty where there is none. */
export function holds(condition: Condition, item: Item, placeholders: Placeholders): boolean {
  const read = (operand: Operand) => operandValue(operand, item, placeholders);
  switch (condition.is) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, placeholders));
    case 'or':
      return condition.parts.some((part) => holds(part, item, placeholders));
    case 'not':
      return !holds(condition.part, item, placeholders);
    case 'compare':
      return compares(condition.by, read(condition.left), read(condition.right));
    case 'between': {
      const value = read(condition.of);
      return (
        compares('>=', value, read(condition.low)) && compares('<=', value, read(condition.high))
      );
    }
    case 'in': {
      const value = read(condition.of);
      return value !== undefined && isIn(value, condition.among.map(read));
    }
    case 'function':
      return functionHolds(condition.name, condition.operands.map(read));
  }
}

export function operandValue(operand: Operand, item: Item, placeholders: Placeholders): unknown {
  if ('value' in operand) return placeholders.values[operand.value];
  if ('path' in operand) return valueAt(item, operand.path, placeholders);
  return sizeOf(operandValue(operand.sizeOf, item, placeholders));
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return lengthOfText(value);
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length;
  if (value instanceof Set) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

/** AWS says "the length of the string", and not of what. */
function lengthOfText(text: string): number {
  if (utf8Length(text) > text.length) throw notSimulated('size() of a text beyond ASCII');
  return text.length;
}

/** Where an attribute is absent nothing holds, but that it is not equal. */
function compares(by: Comparator, left: unknown, right: unknown): boolean {
  const absent = left === undefined || right === undefined;
  if (by === '=') return !absent && equal(left, right);
  if (by === '<>') return absent || !equal(left, right);
  const order = absent ? undefined : compare(left, right);
  if (order === undefined) return false;
  switch (by) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function functionHolds(name: string, [value, other]: readonly unknown[]): boolean {
  switch (name) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case 'attribute_type':
      return value !== undefined && typeOf(value) === other;
    case 'begins_with':
      return beginsWith(value, other);
    case 'contains':
      return contains(value, other);
    default:
      throw notSimulated(`the function ${name}`);
  }
}

function beginsWith(value: unknown, start: unknown): boolean {
  if (typeof value === 'string' && typeof start === 'string') return value.startsWith(start);
  if (!(value instanceof Uint8Array && start instanceof Uint8Array)) return false;
  return Buffer.compare(value.subarray(0, start.length), start) === 0;
}

function contains(value: unknown, part: unknown): boolean {
  if (part === undefined) return false;
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  if (value instanceof Uint8Array) {
    return part instanceof Uint8Array && Buffer.from(value).includes(Buffer.from(part));
  }
  return (Array.isArray(value) || value instanceof Set) && isIn(part, value);
}
