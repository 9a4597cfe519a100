import { invalid } from '../service-errors.ts';
import type { Item } from '../value.ts';
import type { Reader } from './tokens.ts';

/** A place in an item: names of attributes, or #placeholders of names, and places in lists. */
export type Path = readonly (string | number)[];

export function readPath(reader: Reader): Path {
  const path: (string | number)[] = [reader.name()];
  for (;;) {
    if (reader.accept('.')) path.push(reader.name());
    else if (reader.accept('[')) {
      const place = reader.next();
      if (!/^\d+$/u.test(place)) throw reader.refuse();
      path.push(Number(place));
      reader.expect(']');
    } else return path;
  }
}

/** What the placeholders of one request stand for. */
export type Placeholders = {
  names: Readonly<Record<string, string>>;
  values: Readonly<Record<string, unknown>>;
};

export function nameOf(name: string, { names }: Placeholders): string {
  return name.startsWith('#') ? (names[name] ?? '') : name;
}

/** The path with names in the place of placeholders. */
export const resolved = (path: Path, placeholders: Placeholders): Path =>
  path.map((part) => (typeof part === 'number' ? part : nameOf(part, placeholders)));

/** @returns undefined where there is nothing. */
export function valueAt(item: Item, path: Path, placeholders: Placeholders): unknown {
  let value: unknown = item;
  for (const part of path) {
    value =
      typeof part === 'number'
        ? elementOf(value, part)
        : attributeOf(value, nameOf(part, placeholders));
    if (value === undefined) return undefined;
  }
  return value;
}

const elementOf = (value: unknown, place: number): unknown =>
  Array.isArray(value) ? value[place] : undefined;

export const isMap = (value: unknown): value is Item =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Set) &&
  !(value instanceof Uint8Array);

const attributeOf = (value: unknown, name: string): unknown =>
  isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const unusable = () =>
  invalid('The document path provided in the update expression is invalid for update');

/** Sets a value at a resolved path of an item; what the path goes through must be there. */
export function setAt(item: Item, path: Path, value: unknown): void {
  const holder = holderOf(item, path);
  const last = path.at(-1);
  if (typeof last === 'string' && isMap(holder)) holder[last] = value;
  else if (typeof last === 'number' && Array.isArray(holder))
    holder[Math.min(last, holder.length)] = value;
  else throw unusable();
}

/** Removes what is at a resolved path; a list closes up. */
export function removeAt(item: Item, path: Path): void {
  const holder = holderOf(item, path);
  const last = path.at(-1);
  if (typeof last === 'string' && isMap(holder)) delete holder[last];
  else if (typeof last === 'number' && Array.isArray(holder)) holder.splice(last, 1);
  else throw unusable();
}

function holderOf(item: Item, path: Path): unknown {
  const holder = path.slice(0, -1);
  const found = valueAt(item, holder, { names: {}, values: {} });
  if (found === undefined) throw unusable();
  return found;
}
