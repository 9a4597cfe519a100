import { type UnzipFileInfo, unzipSync, type ZippableFile, zipSync } from 'fflate';

export type ZipEntry = { name: string; bytes: Uint8Array };

/**
 * An archive whose bytes are a function of its entries and their order. Nothing is packed: how deflate
 * packs differs from one library and processor to another, and a rebuilt archive must be the same for
 * years. The date is the oldest there is; `fflate` writes the fields of local time.
 */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const mtime = new Date(1980, 0, 1, 12);
  const files = entries.map(({ name, bytes }): [string, ZippableFile] => [
    name,
    [bytes, { level: 0, mtime, os: 3, attrs: fileMode << 16 }],
  ]);
  return zipSync(Object.fromEntries(files));
}

/** Readable by whoever unpacks it. */
const fileMode = 0o100644;

/** More than any package has. */
const mostEntries = 50;

/**
 * The entries of an archive in the order of its directory, names that occur twice included.
 *
 * @throws Error for bytes that are no archive, or one that packs its entries.
 */
export function unzipped(bytes: Uint8Array): ZipEntry[] {
  const names: string[] = [];
  const filter = ({ name, compression, size, originalSize }: UnzipFileInfo): boolean => {
    if (compression !== 0 || size !== originalSize || size > bytes.length) {
      throw new Error('an entry is packed');
    }
    if (names.length === mostEntries) throw new Error('too many entries');
    names.push(name);
    return true;
  };
  const found = new Map(Object.entries(unzipSync(bytes, { filter })));
  return names.map((name) => ({ name, bytes: found.get(name) ?? new Uint8Array() }));
}
