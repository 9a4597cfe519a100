import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Piece } from './files.ts';

/**
 * The newest bytes of an object in a data directory, of whatever bucket; also while no stack runs on
 * it, and beside one that does. Nothing is changed.
 *
 * @param directory of the objects: `<data directory>/s3`.
 */
export function readKept(directory: string, key: string): Buffer | undefined {
  const database = new DatabaseSync(join(directory, 'objects.sqlite'));
  try {
    const row = database
      .prepare('SELECT pieces FROM versions WHERE key = ? AND latest = 1 AND delete_marker = 0')
      .get(key);
    if (!row) return undefined;
    const pieces = JSON.parse(String(row['pieces'])) as Piece[];
    return Buffer.concat(pieces.map(({ file }) => readFileSync(join(directory, 'bodies', file))));
  } finally {
    database.close();
  }
}
