/** The same bytes, cut anew every `size` bytes, however they came; the last slice may be shorter. */
export async function* slicesOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    while (chunk.length - start >= size - length) {
      const end = start + size - length;
      yield joined(held, chunk.subarray(start, end));
      held = [];
      length = 0;
      start = end;
    }
    if (start === chunk.length) continue;
    held.push(chunk.subarray(start));
    length += chunk.length - start;
  }
  if (length > 0) yield joined(held);
}

const joined = (held: readonly Uint8Array[], last?: Uint8Array): Uint8Array =>
  held.length === 0 && last ? last : Buffer.concat(last ? [...held, last] : held);
