import { createHash, randomUUID } from 'node:crypto';
import { invalidRequest, noSuchUpload, S3Error } from './error.ts';
import type { Files, KeptHeaders, Piece, Retention, StoredObject } from './files.ts';
import type { Conditions, Objects } from './objects.ts';

/** `checksum` is base64, of the algorithm that the upload was created with. */
export type ListedPart = { number: number; etag: string; checksum?: string | undefined };
export type Part = ListedPart & Piece;
type Upload = {
  headers: KeptHeaders;
  retention: Retention | undefined;
  /** The algorithm of the checksum that every part must then carry: sha256. */
  checksum: string | undefined;
};

const smallestPart = 5 * 1024 * 1024;

/** Multipart uploads: parts are kept as they came, and completing one only writes their order. */
export class Uploads {
  readonly #files: Files;
  readonly #objects: Objects;

  constructor(files: Files, objects: Objects) {
    this.#files = files;
    this.#objects = objects;
  }

  create(bucket: string, key: string, { headers, retention, checksum }: Upload): string {
    this.#objects.settings(bucket);
    const id = randomUUID().replaceAll('-', '');
    this.#files.database
      .prepare(
        'INSERT INTO uploads (id, bucket, key, headers, retention, checksum) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        bucket,
        key,
        JSON.stringify(headers),
        retention ? JSON.stringify(retention) : null,
        checksum ?? null,
      );
    return id;
  }

  find(id: string, bucket: string, key: string): Upload {
    const row = this.#files.database
      .prepare('SELECT * FROM uploads WHERE id=? AND bucket=? AND key=?')
      .get(id, bucket, key);
    if (!row) throw noSuchUpload();
    const { headers, retention, checksum } = row;
    return {
      headers: JSON.parse(String(headers)) as KeptHeaders,
      retention: retention === null ? undefined : (JSON.parse(String(retention)) as Retention),
      checksum: checksum === null ? undefined : String(checksum),
    };
  }

  /** What has arrived so far, by number. */
  list(id: string, bucket: string, key: string): Part[] {
    this.find(id, bucket, key);
    return this.#parts(id);
  }

  async keepPart(id: string, part: Part): Promise<void> {
    const { number, file, size, etag, checksum } = part;
    const before = this.#parts(id).filter((one) => one.number === number);
    this.#files.database
      .prepare(
        'INSERT OR REPLACE INTO parts (upload, number, file, size, etag, checksum) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(id, number, file, size, etag, checksum ?? null);
    await this.#files.remove(before);
  }

  async complete(
    upload: { id: string; bucket: string; key: string },
    listed: ListedPart[],
    conditions: Conditions,
  ): Promise<StoredObject> {
    const { id, bucket, key } = upload;
    const kept = this.find(id, bucket, key);
    const parts = this.#parts(id);
    const chosen = choose(parts, listed, kept.checksum);
    const { replaced, stored } = this.#files.transaction(() => {
      const result = this.#objects.putNow(
        {
          bucket,
          key,
          pieces: chosen.map(({ file, size }) => ({ file, size })),
          etag: etagOf(chosen),
          headers: kept.headers,
          retention: kept.retention,
          event: 'ObjectCreated:CompleteMultipartUpload',
        },
        conditions,
      );
      this.#forget(id);
      return result;
    });
    await this.#files.remove([...replaced, ...parts.filter((part) => !chosen.includes(part))]);
    return stored;
  }

  async abort(id: string, bucket: string, key: string): Promise<void> {
    this.find(id, bucket, key);
    const parts = this.#parts(id);
    this.#files.transaction(() => this.#forget(id));
    await this.#files.remove(parts);
  }

  #forget(id: string): void {
    this.#files.database.prepare('DELETE FROM parts WHERE upload=?').run(id);
    this.#files.database.prepare('DELETE FROM uploads WHERE id=?').run(id);
  }

  #parts(id: string): Part[] {
    return this.#files.database
      .prepare('SELECT * FROM parts WHERE upload=? ORDER BY number')
      .all(id)
      .map((row) => ({
        number: Number(row['number']),
        file: String(row['file']),
        size: Number(row['size']),
        etag: String(row['etag']),
        checksum: row['checksum'] === null ? undefined : String(row['checksum']),
      }));
  }
}

function choose(parts: Part[], listed: ListedPart[], algorithm: string | undefined): Part[] {
  const ordered = listed.every(({ number }, at) => number > (listed[at - 1]?.number ?? 0));
  if (listed.length === 0 || !ordered) {
    throw new S3Error(400, 'InvalidPartOrder', 'The parts are not in ascending order.');
  }
  const chosen = listed.map(({ number, etag, checksum }) => {
    // Sums of sums are made of the parts' own; of the other kinds S3 can do without.
    if (algorithm === 'sha256' && checksum === undefined) {
      throw invalidRequest('The complete request must include the checksum for each part.');
    }
    const part = parts.find((one) => one.number === number && one.etag === etag);
    if (!part || (checksum !== undefined && checksum !== part.checksum)) {
      throw new S3Error(400, 'InvalidPart', 'A part was not found or has changed.');
    }
    return part;
  });
  if (chosen.slice(0, -1).some(({ size }) => size < smallestPart)) {
    throw new S3Error(400, 'EntityTooSmall', 'A part but the last is smaller than 5 MiB.');
  }
  return chosen;
}

function etagOf(parts: Part[]): string {
  const digest = createHash('md5');
  for (const { etag } of parts) digest.update(etag, 'hex');
  return `${digest.digest('hex')}-${parts.length}`;
}
