import { constants, createZstdCompress } from 'node:zlib';

/*
 * How files are packed on the way. The bytes must be the same each time, also on another day, for an
 * upload that was broken off goes on with them: so every parameter stands here, and none may change
 * without a new name. zstd on one thread depends on its parameters and its release alone, and the
 * release comes with Node.
 */
const params = {
  [constants.ZSTD_c_compressionLevel]: 3,
  // 2 MiB, well below what any receiver has to have at hand (RFC 9659).
  [constants.ZSTD_c_windowLog]: 21,
  [constants.ZSTD_c_checksumFlag]: 1,
  [constants.ZSTD_c_nbWorkers]: 0,
};

/** What goes into the packer at once; where the chunks of a file end must not show in the result. */
const sliceBytes = 256 * 1024;

/**
 * The bytes of a file packed with zstd, as a stream that holds a few megabytes at a time.
 *
 * @param onRead is told how many bytes of the file have been read so far.
 */
export async function* packed(
  content: Blob,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const packer = createZstdCompress({ params });
  const feeding = feed(content, packer, onRead).catch((cause: Error) => packer.destroy(cause));
  try {
    yield* packer as AsyncIterable<Uint8Array>;
  } finally {
    packer.destroy();
    await feeding;
  }
}

async function feed(
  content: Blob,
  packer: ReturnType<typeof createZstdCompress>,
  onRead: (bytes: number) => void,
): Promise<void> {
  for (let start = 0; start < content.size && !packer.destroyed; start += sliceBytes) {
    const slice = await content.slice(start, start + sliceBytes).arrayBuffer();
    await new Promise<void>((resolve) => {
      packer.once('close', resolve);
      packer.write(Buffer.from(slice), () => {
        packer.off('close', resolve);
        resolve();
      });
    });
    onRead(Math.min(start + sliceBytes, content.size));
  }
  packer.end();
}
