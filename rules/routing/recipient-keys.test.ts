import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint } from 'jose';
import { expect, test } from 'vitest';
import { routingTableSchema } from '../../lib/disclosures/recipient.ts';
import { keyOn, recipientKeysSchema } from '../../lib/sealing/recipient-keys.ts';
import { demonstrationKey } from '../../local/demo/demonstration-key.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown;
const { rows } = routingTableSchema.parse(read('recipients.json'));
const { synthetic, keys } = recipientKeysSchema.parse(read('recipient-keys.json'));

test.each(rows)(
  'given $id, then it has the key that demonstrations open its packages with',
  async ({ id }) => {
    const { d: _, ...jwk } = demonstrationKey(id);
    const kid = await calculateJwkThumbprint(jwk);
    expect(keyOn(keys, id, '2026-06-15')).toMatchObject({ recipient: id, kid, jwk });
  },
);

test('given keys that everybody can derive, then the file says so', () => {
  expect(synthetic).toBe(true);
});
