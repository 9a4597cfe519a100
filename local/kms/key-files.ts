import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { noSuchKey } from './error.ts';

/** Key pairs on P-256, each private half in a file that its owner alone can read. */
export class KeyFiles {
  readonly #directory: string;
  readonly #keys = new Map<string, KeyObject>();

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /** Has a key pair of that id: the one of an earlier start, or else a new one. */
  provide(id: string): void {
    this.#keys.set(id, this.#read(id) ?? this.#make(id));
  }

  get(id: string): KeyObject {
    const key = this.#keys.get(id);
    if (!key) throw noSuchKey(id);
    return key;
  }

  #read(id: string): KeyObject | undefined {
    try {
      return createPrivateKey(readFileSync(this.#file(id), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Complete or absent, whatever happens meanwhile: half a key would be no key for ever. */
  #make(id: string): KeyObject {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const unfinished = `${this.#file(id)}.unfinished`;
    const file = openSync(unfinished, 'w', 0o600);
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, this.#file(id));
    return privateKey;
  }

  #file(id: string): string {
    return join(this.#directory, `${id}.pem`);
  }
}
