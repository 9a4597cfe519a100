import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSource } from '../../lib/audit/verify/log-source.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure, usage } from './failure.ts';
import { plainText } from './plain-text.ts';

/**
 * A copy of the audit log: a directory, or below an address.
 *
 * @throws Failure when there is no such directory, or the address does not answer.
 */
export const openCopy = (from: string): LogSource =>
  /^https?:\/\//.test(from) ? copyAt(new URL(`${from.replace(/\/+$/, '')}/`)) : copyIn(from);

function copyIn(directory: string): LogSource {
  if (!existsSync(directory)) throw usage(`There is no directory ${plainText(directory)}`);
  // A copy of the whole bucket has the log in a folder of its own.
  const inside = join(directory, 'log');
  const root = existsSync(join(inside, 'checkpoint')) ? inside : directory;
  return {
    // Read at once: for thousands of files that takes half the time of waiting for each.
    get: async (name) => unlessAbsent(() => readFileSync(join(root, name))),
    checkpointSizes: async () =>
      (unlessAbsent(() => readdirSync(join(root, 'checkpoints'))) ?? [])
        .filter((name) => /^\d{12}$/.test(name))
        .map(Number)
        .sort((a, b) => a - b),
  };
}

function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw cause;
  }
}

function copyAt(root: URL): LogSource {
  return {
    async get(name) {
      const answer = await fetch(new URL(name, root)).catch((cause: Error) => {
        throw new Failure(exitCodes.unreachable, `${root.host} does not answer`, { cause });
      });
      if (answer.status === 404) return undefined;
      if (!answer.ok) {
        throw new Failure(exitCodes.unreachable, `${name} cannot be had (HTTP ${answer.status})`);
      }
      return Buffer.from(await answer.arrayBuffer());
    },
    // What lies below an address cannot be listed.
    checkpointSizes: async () => [],
  };
}
