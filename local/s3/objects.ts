import { randomUUID } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import { accessDenied, noSuchBucket, noSuchKey, preconditionFailed } from './error.ts';
import type {
  BucketSettings,
  Files,
  NewObject,
  Notice,
  Piece,
  Retention,
  StoredObject,
} from './files.ts';

export type Conditions = { ifNoneMatch?: string | undefined; ifMatch?: string | undefined };

type Row = Record<string, SQLOutputValue>;

const unversioned = 'null';

/** Buckets and the versions of their objects. */
export class Objects {
  readonly #files: Files;
  readonly #settings = new Map<string, BucketSettings>();

  constructor(files: Files) {
    this.#files = files;
    for (const { name, settings } of this.#all('SELECT * FROM buckets')) {
      this.#settings.set(String(name), JSON.parse(String(settings)) as BucketSettings);
    }
  }

  /** Creates a bucket or gives an existing one these settings. */
  configure(bucket: string, settings: BucketSettings): void {
    this.#run('INSERT OR REPLACE INTO buckets VALUES (?, ?)', bucket, JSON.stringify(settings));
    this.#settings.set(bucket, settings);
  }

  settings(bucket: string): BucketSettings {
    const found = this.#settings.get(bucket);
    if (!found) throw noSuchBucket();
    return found;
  }

  has(bucket: string): boolean {
    return this.#settings.has(bucket);
  }

  /** Makes the object exist, if the conditions hold at this very moment. */
  async put(object: NewObject, conditions: Conditions): Promise<StoredObject> {
    const { replaced, stored } = this.#files.transaction(() => this.putNow(object, conditions));
    await this.#files.remove(replaced);
    return stored;
  }

  /** The body of `put`, for a caller that has a transaction of its own. */
  putNow(object: NewObject, conditions: Conditions): { replaced: Piece[]; stored: StoredObject } {
    const { bucket, key, pieces, etag, headers } = object;
    const { versioned, defaultRetention } = this.settings(bucket);
    const current = this.find(bucket, key);
    checkConditions(current, conditions);
    const now = new Date();
    const retention = object.retention ?? (defaultRetention && retain(now, defaultRetention));
    const stored: StoredObject = {
      key,
      versionId: versioned ? randomUUID().replaceAll('-', '') : unversioned,
      deleteMarker: false,
      pieces,
      size: pieces.reduce((sum, { size }) => sum + size, 0),
      etag,
      headers,
      modified: now.toISOString(),
      retention,
    };
    const replaced = this.#add(bucket, stored);
    this.#announce(bucket, stored, object.event);
    return { replaced, stored };
  }

  /** The newest version, or the one asked for; undefined when there is none to be seen. */
  find(bucket: string, key: string, versionId?: string): StoredObject | undefined {
    const row = versionId
      ? this.#get('SELECT * FROM versions WHERE bucket=? AND key=? AND version_id=?', [
          bucket,
          key,
          versionId,
        ])
      : this.#get('SELECT * FROM versions WHERE bucket=? AND key=? AND latest=1', [bucket, key]);
    const found = row && toObject(row);
    return found?.deleteMarker && !versionId ? undefined : found;
  }

  /** Removes a version for good, or hides a versioned object behind a delete marker. */
  async delete(
    bucket: string,
    key: string,
    versionId: string | undefined,
    bypassGovernance: boolean,
  ): Promise<{ versionId: string; deleteMarker: boolean } | undefined> {
    if (versionId === undefined && this.settings(bucket).versioned) return this.#hide(bucket, key);
    const target = this.find(bucket, key, versionId ?? unversioned);
    if (!target) return undefined;
    refuseWhileRetained(target.retention, bypassGovernance);
    this.#files.transaction(() => {
      this.#run(
        'DELETE FROM versions WHERE bucket=? AND key=? AND version_id=?',
        bucket,
        key,
        target.versionId,
      );
      this.#run(
        `UPDATE versions SET latest = 1 WHERE sequence =
           (SELECT MAX(sequence) FROM versions WHERE bucket=? AND key=?)`,
        bucket,
        key,
      );
    });
    await this.#files.remove(target.pieces);
    return { versionId: target.versionId, deleteMarker: target.deleteMarker };
  }

  retain(bucket: string, key: string, versionId: string | undefined, next: Retention): void {
    const target = this.find(bucket, key, versionId);
    if (!target) throw noSuchKey();
    const { retention } = target;
    const weaker =
      retention?.mode === 'COMPLIANCE' &&
      (next.mode !== 'COMPLIANCE' || Date.parse(next.until) < Date.parse(retention.until));
    if (weaker) refuseWhileRetained(retention, false);
    this.#run(
      'UPDATE versions SET retention=? WHERE bucket=? AND key=? AND version_id=?',
      JSON.stringify(next),
      bucket,
      key,
      target.versionId,
    );
  }

  /** Newest versions whose key is after `after` and starts with `prefix`, in the order of their bytes. */
  *list(bucket: string, prefix: string, after: string): Generator<StoredObject> {
    const rows = this.#files.database
      .prepare(
        `SELECT * FROM versions
         WHERE bucket=? AND latest=1 AND delete_marker=0 AND key>=? AND key>? ORDER BY key`,
      )
      .iterate(bucket, prefix, after);
    for (const row of rows) {
      const object = toObject(row);
      if (!object.key.startsWith(prefix)) return;
      yield object;
    }
  }

  /** Every version whose key starts with `prefix`: by the bytes of the key, the newest first. */
  *versions(bucket: string, prefix: string): Generator<StoredObject & { latest: boolean }> {
    const rows = this.#files.database
      .prepare('SELECT * FROM versions WHERE bucket=? AND key>=? ORDER BY key, sequence DESC')
      .iterate(bucket, prefix);
    for (const row of rows) {
      const object = toObject(row);
      if (!object.key.startsWith(prefix)) return;
      yield { ...object, latest: row['latest'] === 1 };
    }
  }

  notices(): Notice[] {
    return this.#all('SELECT * FROM notices ORDER BY id').map((row) => ({
      id: Number(row['id']),
      target: String(row['target']),
      bucket: String(row['bucket']),
      key: String(row['key']),
      versionId: String(row['version_id']),
      size: Number(row['size']),
      etag: String(row['etag']),
      event: String(row['event']),
      at: String(row['at']),
    }));
  }

  forget({ id }: Notice): void {
    this.#run('DELETE FROM notices WHERE id=?', id);
  }

  #hide(bucket: string, key: string): { versionId: string; deleteMarker: boolean } {
    const marker: StoredObject = {
      key,
      versionId: randomUUID().replaceAll('-', ''),
      deleteMarker: true,
      pieces: [],
      size: 0,
      etag: '',
      headers: {},
      modified: new Date().toISOString(),
      retention: undefined,
    };
    this.#files.transaction(() => this.#add(bucket, marker));
    return { versionId: marker.versionId, deleteMarker: true };
  }

  #add(bucket: string, version: StoredObject): Piece[] {
    const { key, versionId } = version;
    const replaced = this.find(bucket, key, versionId);
    this.#run(
      'DELETE FROM versions WHERE bucket=? AND key=? AND version_id=?',
      bucket,
      key,
      versionId,
    );
    this.#run('UPDATE versions SET latest=0 WHERE bucket=? AND key=? AND latest=1', bucket, key);
    this.#run(
      `INSERT INTO versions (bucket, key, version_id, latest, delete_marker, pieces, size, etag,
         headers, modified, retention) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
      bucket,
      key,
      versionId,
      version.deleteMarker ? 1 : 0,
      JSON.stringify(version.pieces),
      version.size,
      version.etag,
      JSON.stringify(version.headers),
      version.modified,
      version.retention ? JSON.stringify(version.retention) : null,
    );
    return replaced?.pieces ?? [];
  }

  #announce(bucket: string, object: StoredObject, event: string): void {
    const { key, versionId, size, etag, modified } = object;
    for (const { target, prefix, suffix } of this.settings(bucket).notifications) {
      if (!key.startsWith(prefix) || !key.endsWith(suffix)) continue;
      this.#run(
        `INSERT INTO notices (target, bucket, key, version_id, size, etag, event, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        target,
        bucket,
        key,
        versionId,
        size,
        etag,
        event,
        modified,
      );
    }
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#files.database.prepare(sql).run(...values);
  }

  #get(sql: string, values: string[]): Row | undefined {
    return this.#files.database.prepare(sql).get(...values);
  }

  #all(sql: string): Row[] {
    return this.#files.database.prepare(sql).all();
  }
}

function toObject(row: Row): StoredObject {
  const retention = row['retention'];
  return {
    key: String(row['key']),
    versionId: String(row['version_id']),
    deleteMarker: row['delete_marker'] === 1,
    pieces: JSON.parse(String(row['pieces'])) as Piece[],
    size: Number(row['size']),
    etag: String(row['etag']),
    headers: JSON.parse(String(row['headers'])) as StoredObject['headers'],
    modified: String(row['modified']),
    retention: retention === null ? undefined : (JSON.parse(String(retention)) as Retention),
  };
}

function checkConditions(current: StoredObject | undefined, conditions: Conditions): void {
  const { ifNoneMatch, ifMatch } = conditions;
  if (ifNoneMatch !== undefined && current) throw preconditionFailed();
  if (ifMatch === undefined) return;
  if (!current) throw noSuchKey();
  if (ifMatch.replaceAll('"', '') !== current.etag) throw preconditionFailed();
}

function retain(now: Date, rule: { mode: Retention['mode']; days: number }): Retention {
  return { mode: rule.mode, until: new Date(now.getTime() + rule.days * 86_400_000).toISOString() };
}

function refuseWhileRetained(retention: Retention | undefined, bypassGovernance: boolean): void {
  if (!retention || Date.parse(retention.until) <= Date.now()) return;
  if (retention.mode === 'GOVERNANCE' && bypassGovernance) return;
  throw accessDenied('Access Denied because object protected by object lock.');
}
