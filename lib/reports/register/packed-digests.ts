/*
 * A column of digests as bytes, two hexadecimal digits in each, beside a column that deflates to
 * next to nothing: it says how many bytes stand for a value, or has the value itself where that is
 * no hexadecimal text.
 */

const hexadecimal = /^(?:[0-9a-f]{2})+$/;

export function packDigests(column: readonly unknown[]): { column: unknown[]; bytes: Uint8Array } {
  const pieces: Buffer[] = [];
  const beside = column.map((value) => {
    if (typeof value !== 'string' || !hexadecimal.test(value)) return value;
    pieces.push(Buffer.from(value, 'hex'));
    return value.length / 2;
  });
  return { column: beside, bytes: Buffer.concat(pieces) };
}

/** @returns the values, and how many of the bytes they took. */
export function unpackDigests(
  column: readonly unknown[],
  bytes: Uint8Array,
): { column: unknown[]; taken: number } {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let taken = 0;
  const values = column.map((value) => {
    if (typeof value !== 'number') return value;
    taken += value;
    return packed.toString('hex', taken - value, taken);
  });
  return { column: values, taken };
}
