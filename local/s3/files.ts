import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Retention = { mode: 'GOVERNANCE' | 'COMPLIANCE'; until: string };

export type BucketSettings = {
  versioned: boolean;
  /** Kept for every new object of a bucket with object lock. */
  defaultRetention?: { mode: Retention['mode']; days: number };
  /** Where creations are announced: the target's name, opaque to the store, and a key filter. */
  notifications: { target: string; prefix: string; suffix: string }[];
};

/** A piece of an object's bytes: one file, or several when it was uploaded in parts. */
export type Piece = { file: string; size: number };

/** Response headers that are kept with the bytes: content-type, x-amz-meta-*, a checksum. */
export type KeptHeaders = Record<string, string>;

export type NewObject = {
  bucket: string;
  key: string;
  pieces: Piece[];
  etag: string;
  headers: KeptHeaders;
  retention?: Retention | undefined;
  event: string;
};

export type StoredObject = {
  key: string;
  versionId: string;
  deleteMarker: boolean;
  pieces: Piece[];
  size: number;
  etag: string;
  headers: KeptHeaders;
  /** ISO 8601, UTC. */
  modified: string;
  retention: Retention | undefined;
};

/** A creation that a queue has still to hear of. */
export type Notice = {
  id: number;
  target: string;
  bucket: string;
  key: string;
  versionId: string;
  size: number;
  etag: string;
  event: string;
  at: string;
};

const schema = `
CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS versions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  bucket TEXT NOT NULL, key TEXT NOT NULL, version_id TEXT NOT NULL, latest INTEGER NOT NULL,
  delete_marker INTEGER NOT NULL, pieces TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  headers TEXT NOT NULL, modified TEXT NOT NULL, retention TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS by_version ON versions (bucket, key, version_id);
CREATE INDEX IF NOT EXISTS by_latest ON versions (bucket, key) WHERE latest = 1;
CREATE TABLE IF NOT EXISTS uploads (
  id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, retention TEXT,
  checksum TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  upload TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL,
  etag TEXT NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)
) STRICT;
CREATE TABLE IF NOT EXISTS notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, bucket TEXT NOT NULL,
  key TEXT NOT NULL, version_id TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  event TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
`;

/**
 * The files of the bodies and the SQLite database that says what they are. A body is written and
 * synced first; the transaction that names it is the moment an object exists, so a crash leaves
 * either the whole object with its notices, or none of it.
 */
export class Files {
  readonly database: DatabaseSync;
  readonly bodies: string;

  constructor(directory: string) {
    this.bodies = join(directory, 'bodies');
    mkdirSync(this.bodies, { recursive: true });
    this.database = new DatabaseSync(join(directory, 'objects.sqlite'));
    this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.database.exec(schema);
    this.#addLaterColumns();
    this.#removeOrphans();
  }

  transaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  async remove(pieces: readonly { file: string }[]): Promise<void> {
    await Promise.all(pieces.map(({ file }) => rm(join(this.bodies, file), { force: true })));
  }

  /** A data directory of before uploads had checksums lacks their columns. */
  #addLaterColumns(): void {
    for (const table of ['uploads', 'parts']) {
      const columns = this.database.prepare(`PRAGMA table_info(${table})`).all();
      if (columns.some(({ name }) => name === 'checksum')) continue;
      this.database.exec(`ALTER TABLE ${table} ADD COLUMN checksum TEXT`);
    }
  }

  #removeOrphans(): void {
    const known = new Set<string>();
    for (const { pieces } of this.database.prepare('SELECT pieces FROM versions').iterate()) {
      for (const { file } of JSON.parse(String(pieces)) as Piece[]) known.add(file);
    }
    for (const { file } of this.database.prepare('SELECT file FROM parts').iterate()) {
      known.add(String(file));
    }
    for (const file of readdirSync(this.bodies)) {
      if (!known.has(file)) rmSync(join(this.bodies, file), { force: true });
    }
  }
}
