import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  keyOn,
  type RecipientKey,
  type RecipientKeys,
  recipientKeysSchema,
} from './recipient-keys.ts';

/**
 * The keys beside the routing table: `<directory>/recipient-keys.json`, read once.
 *
 * @param acceptSynthetic whether keys count whose private halves are known to everybody.
 */
export function recipientKeysFile(
  directory: string,
  { acceptSynthetic }: { acceptSynthetic: boolean },
): RecipientKeys {
  let known: Promise<RecipientKey[]> | undefined;
  const read = async () => {
    const text = await readFile(join(directory, 'recipient-keys.json'), 'utf-8');
    const { synthetic, keys } = recipientKeysSchema.parse(JSON.parse(text));
    return synthetic && !acceptSynthetic ? [] : keys;
  };
  return {
    async keyOn(recipient, day) {
      known ??= read();
      return keyOn(await known, recipient, day);
    },
  };
}
