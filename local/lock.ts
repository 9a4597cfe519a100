import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Lock = { release: () => void };

/**
 * Makes this the only stack on a data directory. The lock is the operating system's, held through
 * SQLite: it ends with its process, so there is none to clean up after a crash.
 */
export function lockDirectory(dataDirectory: string): Lock {
  mkdirSync(dataDirectory, { recursive: true });
  const database = new DatabaseSync(join(dataDirectory, 'lock.sqlite'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(
      `Another Moneytrail is running on ${dataDirectory}. Stop it first, or choose another directory.`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
