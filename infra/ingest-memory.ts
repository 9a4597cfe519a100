/**
 * What keeps `ingest-batch` below 256 MB, however long a batch is. `npm run bench:memory` measures it
 * with this very environment. The price is a half to three quarters more processor time.
 */
export const ingestMemory = {
  /** glibc keeps an arena for each thread that ever packed or unpacked: some 40 MB. */
  MALLOC_ARENA_MAX: '1',
  /** Bytes: what a ledger is packed with goes back when it is packed. */
  MALLOC_MMAP_THRESHOLD_: '65536',
  /** Bytes. glibc raises both by what it has seen freed, up to 32 and 64 MB, unless they are set. */
  MALLOC_TRIM_THRESHOLD_: '131072',
  /** The young generation takes up to three times these megabytes. Left alone V8 was seen to take 64. */
  NODE_OPTIONS: '--enable-source-maps --max-semi-space-size=4',
};
