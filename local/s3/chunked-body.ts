import { Transform, type TransformCallback } from 'node:stream';
import { invalidArgument } from './error.ts';

const longestLine = 4096;

/**
 * Decodes the aws-chunked framing in which the SDK sends a stream whose checksum it only knows at
 * the end: `<hex size>\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
 */
export class ChunkedBody extends Transform {
  /** Lower-cased trailer names; complete once the stream has ended. */
  readonly trailers = new Map<string, string>();
  #buffered: Buffer = Buffer.alloc(0);
  #remaining = 0;
  #state: 'size' | 'bytes' | 'after-bytes' | 'trailers' | 'done' = 'size';

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#read(this.#buffered.length > 0 ? Buffer.concat([this.#buffered, chunk]) : chunk);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    const whole = this.#state === 'done' || this.#state === 'trailers';
    done(whole ? null : invalidArgument('The chunked body ended before its last chunk'));
  }

  #read(input: Buffer): void {
    let rest = input;
    for (;;) {
      if (this.#state === 'done') return;
      if (this.#state === 'bytes') {
        if (rest.length === 0) break;
        const piece = rest.subarray(0, this.#remaining);
        this.push(piece);
        rest = rest.subarray(piece.length);
        this.#remaining -= piece.length;
        if (this.#remaining === 0) this.#state = 'after-bytes';
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) break;
      this.#line(rest.subarray(0, end).toString('latin1'));
      rest = rest.subarray(end + 2);
    }
    if (this.#state !== 'bytes' && rest.length > longestLine) {
      throw invalidArgument('A line of the chunked body is too long');
    }
    this.#buffered = Buffer.from(rest);
  }

  #line(line: string): void {
    if (this.#state === 'after-bytes') {
      if (line !== '') throw invalidArgument('A chunk is longer than its size says');
      this.#state = 'size';
    } else if (this.#state === 'size') {
      const size = line.match(/^([0-9a-fA-F]{1,8})$/)?.[1];
      if (size === undefined) throw invalidArgument('A chunk has no size');
      this.#remaining = Number.parseInt(size, 16);
      this.#state = this.#remaining === 0 ? 'trailers' : 'bytes';
    } else if (line === '') {
      this.#state = 'done';
    } else {
      const colon = line.indexOf(':');
      this.trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
  }
}
