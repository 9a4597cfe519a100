import { copied, type Item } from '../value.ts';
import { isMap, type Path, type Placeholders, readPath, resolved, valueAt } from './path.ts';
import type { Reader } from './tokens.ts';

export function readProjection(reader: Reader): readonly Path[] {
  const paths = [readPath(reader)];
  while (reader.accept(',')) paths.push(readPath(reader));
  if (reader.peek() !== '') throw reader.refuse();
  return paths;
}

/** A copy of what the paths name; elements of a list move together, in their order. */
export function projected(paths: readonly Path[], item: Item, placeholders: Placeholders): Item {
  const part: Item = {};
  let lists = false;
  for (const path of paths) {
    const value = valueAt(item, path, placeholders);
    if (value !== undefined) put(part, resolved(path, placeholders), copied(value));
    lists ||= path.length > 1;
  }
  return lists ? (withoutGaps(part) as Item) : part;
}

function put(part: Item, path: Path, value: unknown): void {
  let holder = part;
  for (const [at, name] of path.slice(0, -1).entries()) {
    holder[name] ??= typeof path[at + 1] === 'number' ? [] : {};
    holder = holder[name] as Item;
  }
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
}

/** Filtering a list passes over places that were never set. */
function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(() => true).map(withoutGaps);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutGaps(inner)]),
  );
}
