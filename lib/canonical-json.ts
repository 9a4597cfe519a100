/**
 * JSON text that is the same for equal values: keys sorted by code unit, no spaces, what is
 * undefined left out.
 *
 * @param value what JSON can express; depth is bounded by whoever parsed it.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const object = value as Record<string, unknown>;
  let members = '';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined) continue;
    const separator = members === '' ? '' : ',';
    members += `${separator}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  }
  return `{${members}}`;
}
