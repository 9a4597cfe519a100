/** The first place, from 0, at which two byte strings differ; undefined when they are the same. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  if (Buffer.compare(one, other) === 0) return undefined;
  const place = one.findIndex((byte, at) => byte !== other[at]);
  return place === -1 ? one.length : place;
}
