/**
 * JSON text that is the same for equal values: keys sorted by code unit, no spaces, what is
 * undefined left out.
 *
 * @param value what JSON can express; depth is bounded by whoever parsed it.
 */
export function canonicalJson(value: unknown): string {
  const order = { isKept: true };
  const copy = sorted(value, order);
  // One call for the whole takes half the time of one for each field.
  return order.isKept ? (JSON.stringify(copy) ?? 'null') : writtenFieldByField(value);
}

/** The same text, for any keys. */
export function writtenFieldByField(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writtenFieldByField).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const object = value as Record<string, unknown>;
  let members = '';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined) continue;
    const separator = members === '' ? '' : ',';
    members += `${separator}${JSON.stringify(key)}:${writtenFieldByField(object[key])}`;
  }
  return `{${members}}`;
}

/** A copy whose objects list their keys in order, unless `order` says that a key would not stay there. */
function sorted(value: unknown, order: { isKept: boolean }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => sorted(item, order));
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    if (!staysInPlace(key)) order.isKept = false;
    copy[key] = sorted((value as Record<string, unknown>)[key], order);
  }
  return copy;
}

/** Whole numbers are listed before all other keys, 9 before 10; `__proto__` is not set as a key at all. */
const staysInPlace = (key: string): boolean => key >= ':' && key !== '__proto__';

/** Most objects have few keys, for which the engine's own sorting takes longer. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  if (keys.length > 32) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let place = at;
    for (; place > 0 && (keys[place - 1] as string) > key; place -= 1) {
      keys[place] = keys[place - 1] as string;
    }
    keys[place] = key;
  }
  return keys;
}
