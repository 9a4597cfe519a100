/**
 * Opens a sealed chunk of the register: the sorted fingerprints of its reports, and where each page
 * of them is. Its digest is the chunk's name, and it has the digest of each page: who knows the name
 * can tell every byte of the chunk.
 *
 * As bytes, numbers with the highest byte first: level (1), reports per page (4), reports (4); of
 * each report its fingerprint (4); of each page its length (4) and checksum (16).
 */
export type Directory = {
  /** Chunks of one level are merged into one of the next. */
  level: number;
  recordsPerPage: number;
  /** Ascending; those of different reports may be equal. */
  fingerprints: Uint32Array;
  /** Of bytes of the chunk, the directory not counted. */
  pages: { offset: number; length: number; checksum: string }[];
};

const bytesOfOpening = 9;
const bytesOfFingerprint = 4;
const bytesOfChecksum = 16;
const bytesOfPage = 4 + bytesOfChecksum;

export function encodeDirectory({ level, recordsPerPage, fingerprints, pages }: Directory): Buffer {
  const bytes = Buffer.alloc(directoryLength(fingerprints.length, recordsPerPage));
  bytes.writeUInt8(level, 0);
  bytes.writeUInt32BE(recordsPerPage, 1);
  bytes.writeUInt32BE(fingerprints.length, 5);
  let at = bytesOfOpening;
  for (const fingerprint of fingerprints) at = bytes.writeUInt32BE(fingerprint, at);
  for (const { length, checksum } of pages) {
    at = bytes.writeUInt32BE(length, at);
    at += bytes.write(checksum, at, 'hex');
  }
  return bytes;
}

/** @param bytes that were checked by their digest. */
export function decodeDirectory(bytes: Buffer): Directory {
  const recordsPerPage = bytes.readUInt32BE(1);
  const count = bytes.readUInt32BE(5);
  const fingerprints = Uint32Array.from({ length: count }, (_, index) =>
    bytes.readUInt32BE(bytesOfOpening + index * bytesOfFingerprint),
  );
  const start = bytesOfOpening + count * bytesOfFingerprint;
  let next = 0;
  const pages = Array.from({ length: Math.ceil(count / recordsPerPage) }, (_, index) => {
    const at = start + index * bytesOfPage;
    const [offset, length] = [next, bytes.readUInt32BE(at)];
    next += length;
    return { offset, length, checksum: bytes.toString('hex', at + 4, at + bytesOfPage) };
  });
  return { level: bytes.readUInt8(0), recordsPerPage, fingerprints, pages };
}

const directoryLength = (count: number, recordsPerPage: number): number =>
  bytesOfOpening + count * bytesOfFingerprint + Math.ceil(count / recordsPerPage) * bytesOfPage;

/** The pages that may have a report with one of these fingerprints, ascending. */
export function pagesWith(
  { fingerprints, recordsPerPage }: Directory,
  wanted: Iterable<number>,
): number[] {
  const pages = new Set<number>();
  for (const fingerprint of wanted) {
    for (let at = firstFrom(fingerprints, fingerprint); fingerprints[at] === fingerprint; at += 1) {
      pages.add(Math.floor(at / recordsPerPage));
    }
  }
  return [...pages].sort((a, b) => a - b);
}

/** The place of the first number that is at least the one given. */
function firstFrom(sorted: Uint32Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
