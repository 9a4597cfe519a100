import { Readable } from 'node:stream';

const chunkBytes = 64 * 1024;

/** The body of an object that is read, as the SDK hands it out in Node: a stream with three ways to have it all at once. */
export type ObjectBody = Readable & {
  transformToByteArray(): Promise<Uint8Array>;
  transformToString(encoding?: string): Promise<string>;
  transformToWebStream(): never;
};

/**
 * @param random where the first chunk ends, since a network cuts bytes anywhere.
 * @param cutShort whether the bytes end half-way, with an error.
 */
export function objectBody(
  bytes: Uint8Array,
  { random, cutShort }: { random: () => number; cutShort: boolean },
): ObjectBody {
  const end = cutShort ? Math.floor(bytes.length / 2) : bytes.length;
  let sent = 0;
  let next = 1 + Math.floor(random() * Math.min(chunkBytes, bytes.length));
  const stream = new Readable({
    read() {
      if (sent >= end) {
        if (cutShort) this.destroy(brokenOff());
        else this.push(null);
        return;
      }
      const chunk = bytes.subarray(sent, Math.min(sent + next, end));
      sent += chunk.length;
      next = chunkBytes;
      // A copy: whoever changes what was read does not change what is kept.
      this.push(Buffer.from(chunk));
    },
  });
  return withTransforms(stream, bytes, cutShort);
}

function withTransforms(stream: Readable, bytes: Uint8Array, cutShort: boolean): ObjectBody {
  let transformed = false;
  const take = () => {
    if (transformed || stream.readableDidRead) {
      throw new Error('The stream has already been transformed.');
    }
    transformed = true;
    if (cutShort) throw brokenOff();
    return bytes;
  };
  return Object.assign(stream, {
    transformToByteArray: async () => new Uint8Array(take()),
    transformToString: async (encoding = 'utf-8') =>
      Buffer.from(take()).toString(encoding as BufferEncoding),
    transformToWebStream: (): never => {
      throw new Error('transformToWebStream is not simulated');
    },
  });
}

const brokenOff = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

/** The bytes of what is to be put. */
export async function bytesOfBody(body: unknown): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (!(body instanceof Readable)) throw new Error('a body of this kind is not simulated');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
