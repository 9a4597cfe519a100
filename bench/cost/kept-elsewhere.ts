import type { Call } from '../../local/simulated/call.ts';
import type { Meter } from '../../local/simulated/meter.ts';

/** What of the inbox is kept for the law and read by nobody here: by the folder of its name. */
const folders = ['uploads', 'reports', 'receipts'] as const;

export type KeptElsewhere = {
  /** Counts an object. @returns whether it may go. */
  takes(name: string, content: Uint8Array): boolean;
};

/**
 * Counts the bytes of objects that are taken out of this process's memory, so that a million reports
 * fit into it and the bill for keeping them stays whole.
 */
export function keptElsewhere(meter: Meter): KeptElsewhere {
  const bytes = new Map<string, number>(folders.map((folder) => [folder, 0]));
  for (const folder of folders) {
    meter.watchStorage('s3-storage', `inbox ${folder}/`, () => bytes.get(folder) ?? 0);
  }
  return {
    takes(name, content) {
      const folder = name.slice(0, name.indexOf('/'));
      const held = bytes.get(folder);
      if (held === undefined) return false;
      bytes.set(folder, held + content.length);
      return true;
    },
  };
}

/**
 * Counts what stays of removed objects of a bucket: it keeps versions, for 30 days after they were
 * removed. A month's removals are therefore all there at its end.
 */
export function removedVersions(meter: Meter, bucket: string) {
  const sizes = new Map<string, number>();
  let bytes = 0;
  meter.watchStorage('s3-storage', `${bucket}, removed`, () => bytes);
  return {
    see({ operation, input }: Call): void {
      const { Bucket, Key = '', Body } = input as { Bucket: string; Key?: string; Body?: unknown };
      if (Bucket !== bucket) return;
      if (operation === 'PutObjectCommand' && Body instanceof Uint8Array) {
        sizes.set(Key, Body.length);
      }
      if (operation !== 'DeleteObjectCommand') return;
      bytes += sizes.get(Key) ?? 0;
      sizes.delete(Key);
    },
  };
}
