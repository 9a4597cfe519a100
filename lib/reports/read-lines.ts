/** A line longer than this is skipped unread, whatever its neighbours are. */
export const maxLineBytes = 1024 * 1024;

/** `number` counts from 1 as an editor does, blank lines too. */
export type Line =
  | { number: number; text: string }
  | { number: number; fault: 'line-too-long' | 'not-utf-8' };

/**
 * The lines of a stream by LF; a CR in front of it stays with the text. A byte-order mark in front of
 * the first line is dropped, anywhere else it is text. Holds one line at most, and of one that is too
 * long nothing.
 *
 * @param keepsBlank asked for each blank line, which is left out unless it says yes.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  keepsBlank: () => boolean = () => false,
): AsyncGenerator<Line> {
  let number = 1;
  let held: Uint8Array[] = [];
  let size = 0;

  function* line() {
    const found = size > maxLineBytes ? ({ fault: 'line-too-long' } as const) : decode(held);
    if ('text' in found && number === 1) found.text = found.text.replace(/^\uFEFF/, '');
    if ('fault' in found || !isBlank(found.text) || keepsBlank()) yield { number, ...found };
    number += 1;
    held = [];
    size = 0;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lf); end >= 0; end = chunk.indexOf(lf, start)) {
      // A stream may be nothing but line breaks, packed very small: an empty line costs no more.
      if (end === start && size === 0 && !keepsBlank()) {
        const behind = behindBreaks(chunk, end);
        number += behind - start;
        start = behind;
        continue;
      }
      hold(chunk.subarray(start, end));
      yield* line();
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (size > 0) yield* line();

  function hold(piece: Uint8Array) {
    size += piece.length;
    if (size > maxLineBytes) held = [];
    else if (piece.length > 0) held.push(piece);
  }
}

const lf = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function behindBreaks(chunk: Uint8Array, start: number): number {
  let at = start;
  while (chunk[at] === lf) at += 1;
  return at;
}

const isBlank = (text: string): boolean => text.trim() === '';

function decode(pieces: Uint8Array[]): { text: string } | { fault: 'not-utf-8' } {
  try {
    return { text: utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)) };
  } catch {
    return { fault: 'not-utf-8' };
  }
}
