import { invalid } from './service-errors.ts';
import { compareUtf8, utf8Length } from './utf8-order.ts';

/** An item as the document client gives and takes it. */
export type Item = Record<string, unknown>;

const maxDepth = 32;
const overheadOfCollection = 3;
const overheadOfElement = 1;

/**
 * A copy of a value as DynamoDB would give it back, and its size as DynamoDB counts it.
 *
 * @throws Error with the words of the document client for what it does not marshal: undefined,
 *   instances of classes, empty sets, integers that a number does not hold exactly.
 */
export function stored(value: unknown, depth = 0): { value: unknown; bytes: number } {
  switch (typeof value) {
    case 'string':
      return { value, bytes: utf8Length(value) };
    case 'number':
      return storedNumber(value);
    case 'bigint':
      return storedBigint(value);
    case 'boolean':
      return { value, bytes: 1 };
    case 'object':
      return storedObject(value, depth);
    case 'undefined':
      throw new Error(
        'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.',
      );
    default:
      throw unsupported(value);
  }
}

function storedObject(value: object | null, depth: number): { value: unknown; bytes: number } {
  if (value === null) return { value, bytes: 1 };
  if (depth >= maxDepth) throw invalid('Nesting Levels have exceeded supported limits');
  if (value instanceof Uint8Array) return { value: bytesOf(value), bytes: value.length };
  if (Array.isArray(value)) return storedList(value, depth);
  if (value instanceof Set) return storedSet(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unsupported(value);
  const map = storedMap(value as Item, depth);
  const elements = Object.keys(map.value).length * overheadOfElement;
  return { value: map.value, bytes: map.bytes + elements + overheadOfCollection };
}

/** The attributes of an item or a map, each with its name. */
export function storedMap(map: Item, depth = 0): { value: Item; bytes: number } {
  const copy: Item = {};
  let bytes = 0;
  for (const name of Object.keys(map)) {
    const element = map[name];
    if (typeof element === 'function') continue;
    const one = stored(element, depth + 1);
    copy[name] = one.value;
    bytes += utf8Length(name) + one.bytes;
  }
  return { value: copy, bytes };
}

function storedList(list: readonly unknown[], depth: number) {
  let bytes = overheadOfCollection + list.length * overheadOfElement;
  const value = list.map((element) => {
    const one = stored(element, depth + 1);
    bytes += one.bytes;
    return one.value;
  });
  return { value, bytes };
}

function storedSet(set: ReadonlySet<unknown>) {
  if (set.size === 0) {
    throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.');
  }
  const elements = [...set].map((element) => stored(element));
  const types = new Set(elements.map(({ value }) => typeOf(value)));
  const [type = ''] = types;
  if (types.size > 1 || !['S', 'N', 'B'].includes(type)) throw unsupported(set);
  const value = new Set(elements.map((element) => element.value));
  return { value, bytes: elements.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function storedNumber(value: number) {
  if (!Number.isFinite(value)) {
    throw new Error(`Special numeric value ${value} is not allowed`);
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new Error(
      `Number ${value} is greater than Number.MAX_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.`,
    );
  }
  return { value: value === 0 ? 0 : value, bytes: numberBytes(value) };
}

function storedBigint(value: bigint) {
  const small = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  const digits = String(value < 0n ? -value : value);
  if (digits.replace(/0+$/u, '').length > 38) {
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  }
  return { value: small ? Number(value) : value, bytes: numberBytes(value) };
}

/** One byte for two significant digits, one more, and one for a minus. */
function numberBytes(value: number | bigint): number {
  if (value >= 0 && value < 100) return 2;
  const [mantissa = ''] = String(value).split('e');
  const digits = mantissa.replace(/[-.]/gu, '').replace(/^0+|0+$/gu, '');
  return Math.ceil(digits.length / 2) + 1 + (value < 0 ? 1 : 0);
}

const unsupported = (value: unknown) =>
  new Error(
    `Unsupported type passed: ${String(value)}. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.`,
  );

const bytesOf = (bytes: Uint8Array): Uint8Array => Uint8Array.prototype.slice.call(bytes);

/** A copy of a stored value, so that what a reader does to it stays with the reader. */
export function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value) as T;
  if (Array.isArray(value)) return value.map(copied) as T;
  if (value instanceof Set) return new Set([...value].map(copied)) as T;
  // As a whole, since most of what an item holds are texts and numbers.
  const copy: Item = { ...(value as Item) };
  for (const name in copy) {
    const inner = copy[name];
    if (typeof inner === 'object' && inner !== null) copy[name] = copied(inner);
  }
  return copy as T;
}

/** DynamoDB's own name of a stored value's type. */
export function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'S';
    case 'number':
    case 'bigint':
      return 'N';
    case 'boolean':
      return 'BOOL';
    default:
      return typeOfObject(value);
  }
}

function typeOfObject(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'B';
  if (Array.isArray(value)) return 'L';
  if (!(value instanceof Set)) return 'M';
  const [first] = value;
  return `${typeOf(first)}S`;
}

/** Whether two stored values are the same for DynamoDB: sets without order, lists with. */
export function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  switch (type) {
    case 'N':
      // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are equal
      return (one as number) == (other as number);
    case 'B':
      return Buffer.compare(one as Uint8Array, other as Uint8Array) === 0;
    case 'L':
      return equalLists(one as unknown[], other as unknown[]);
    case 'M':
      return equalMaps(one as Item, other as Item);
    case 'SS':
    case 'NS':
    case 'BS':
      return equalSets(one as Set<unknown>, other as Set<unknown>);
    default:
      return false;
  }
}

const equalLists = (one: unknown[], other: unknown[]): boolean =>
  one.length === other.length && one.every((element, at) => equal(element, other[at]));

function equalMaps(one: Item, other: Item): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]))
  );
}

const equalSets = (one: Set<unknown>, other: Set<unknown>): boolean =>
  one.size === other.size && [...one].every((element) => isIn(element, other));

/** Whether a list or a set has an element. */
export const isIn = (element: unknown, collection: Iterable<unknown>): boolean => {
  for (const one of collection) if (equal(one, element)) return true;
  return false;
};

/** The order of two values of one type that has an order; undefined when there is none. */
export function compare(one: unknown, other: unknown): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) return undefined;
  if (type === 'S') return compareUtf8(one as string, other as string);
  if (type === 'B') return Buffer.compare(one as Uint8Array, other as Uint8Array);
  if (type !== 'N') return undefined;
  if ((one as number) < (other as number)) return -1;
  return (one as number) > (other as number) ? 1 : 0;
}
