import type { Transform } from 'node:stream';

/**
 * Puts one piece into a transform, or its end, and gives out all that comes of it before it returns:
 * so it is known what came of which piece. A pipeline reads ahead and does not tell.
 *
 * @param transform with a listener for errors of its own: one may come when nobody waits for output.
 * @param input absent for the end.
 * @throws what the transform fails with.
 */
export async function* outputOf(
  transform: Transform,
  input?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  let isTaken = false;
  let failure: Error | undefined = transform.errored ?? undefined;
  let wake = () => {};
  const onReadable = () => wake();
  const onError = (error: Error) => {
    failure = error;
    wake();
  };
  const onTaken = (error?: Error | null) => {
    isTaken = true;
    if (error) failure = error;
    wake();
  };
  transform.on('readable', onReadable).on('error', onError);
  try {
    if (input) transform.write(input, onTaken);
    else transform.once('end', onTaken).end();
    for (;;) {
      const piece: Uint8Array | null = failure ? null : transform.read();
      if (failure) throw failure;
      if (piece) yield piece;
      else if (isTaken) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    transform.off('readable', onReadable).off('error', onError);
  }
}
