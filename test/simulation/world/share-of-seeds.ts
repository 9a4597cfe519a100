/**
 * A number of a seed that looks like chance and is always the same, 0 ≤ x < 1: other than by the rest of
 * a division, two properties of a seed that are chosen by it go together in every way.
 *
 * @param property what is chosen by it.
 */
export const shareOf = (property: string, seed: number): number => {
  let mixed = Math.imul(hashOf(property) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
};

const hashes = new Map<string, number>();

function hashOf(text: string): number {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 15;
  hashes.set(text, hash);
  return hash;
}
