import { createHash, hash } from 'node:crypto';
import * as z from 'zod';
import { slicesOf } from './slices.ts';

/**
 * Digests of an upload slice by slice, so that whoever reads it again knows of each slice that it is
 * what was accepted before anything in it has an effect.
 */
export const sliceDigestsSchema = z.strictObject({
  /** How long a slice is; the last may be shorter. */
  bytes: z.int().min(1),
  /** Of each slice 8 bytes of its SHA-256 in Base64: against damage, not against forgers. */
  digests: z.array(z.string()),
});
export type SliceDigests = z.infer<typeof sliceDigestsSchema>;

const leastBytes = 4 * 1024 * 1024;
/** More than this many would make the item of the batch dear to write. */
const mostSlices = 1_000;

export const sliceBytesFor = (sizeBytes: number): number =>
  Math.max(leastBytes, Math.ceil(sizeBytes / mostSlices));

/** The same bytes; `done` tells their digests once they have all been read. */
export function digesting(chunks: AsyncIterable<Uint8Array>, bytes: number) {
  const whole = createHash('sha256');
  const digests: string[] = [];
  async function* read() {
    for await (const slice of slicesOf(chunks, bytes)) {
      whole.update(slice);
      digests.push(sliceDigest(slice));
      yield slice;
    }
  }
  const done = (): { digest: string; slices: SliceDigests } => ({
    digest: whole.digest('hex'),
    slices: { bytes, digests },
  });
  return { chunks: read(), done };
}

/**
 * The bytes of an accepted batch, each slice checked before it is handed on. What came in the body of
 * a request is small, and one slice.
 *
 * @throws Error when they are not what was accepted: damaged on the way, so another try may do better.
 */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  { digest, slices }: { digest?: string | undefined; slices?: SliceDigests | undefined },
): AsyncGenerator<Uint8Array> {
  let next = 0;
  for await (const slice of slicesOf(chunks, slices?.bytes ?? leastBytes)) {
    const isSame = slices
      ? slices.digests[next] === sliceDigest(slice)
      : next === 0 && digest === hash('sha256', slice, 'hex');
    if (!isSame) throw new Error('the batch was damaged on the way');
    next += 1;
    yield slice;
  }
  if (next !== (slices?.digests.length ?? 1)) throw new Error('the batch was cut short on the way');
}

const sliceDigest = (slice: Uint8Array): string =>
  hash('sha256', slice, 'buffer').subarray(0, 8).toString('base64');
