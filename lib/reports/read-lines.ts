/** A line longer than this is skipped unread, whatever its neighbours are. */
export const maxLineBytes = 1024 * 1024;

/** `number` counts from 1 as an editor does, blank lines too. */
export type Line =
  | { number: number; text: string }
  | { number: number; fault: 'line-too-long' | 'not-utf-8' };

/**
 * The lines of a stream that are not blank, by LF or CRLF. Holds one line at most, and of one that
 * is too long nothing.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let held: Uint8Array[] = [];
  let size = 0;

  function* line() {
    const found = size > maxLineBytes ? ({ fault: 'line-too-long' } as const) : decode(held);
    if (found) yield { number, ...found };
    number += 1;
    held = [];
    size = 0;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lf); end >= 0; end = chunk.indexOf(lf, start)) {
      // A stream may be nothing but line breaks, packed very small: an empty line costs no more.
      if (end === start && size === 0) number += 1;
      else {
        hold(chunk.subarray(start, end));
        yield* line();
      }
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  yield* line();

  function hold(piece: Uint8Array) {
    size += piece.length;
    if (size > maxLineBytes) held = [];
    else if (piece.length > 0) held.push(piece);
  }
}

const lf = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined for a blank line. */
function decode(pieces: Uint8Array[]) {
  try {
    const text = utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
    return text.trim() === '' ? undefined : { text };
  } catch {
    return { fault: 'not-utf-8' } as const;
  }
}
