/** The longest leaf that a bundle can hold, in bytes: its length is written in two. */
export const longestLeaf = 0xffff;

/** Leaves one after the other, each behind its length in two bytes, the higher first. */
export function encodeBundle(leaves: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      if (leaf.length > longestLeaf) throw new RangeError(`a leaf of ${leaf.length} bytes`);
      return [Buffer.of(leaf.length >> 8, leaf.length & 0xff), leaf];
    }),
  );
}

/** @throws RangeError when the bytes end within a leaf. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const end = at + 2 + length;
    if (end > bytes.length) throw new RangeError('a bundle that ends within a leaf');
    leaves.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return leaves;
}
