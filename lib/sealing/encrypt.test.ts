import { beforeAll, expect, test } from 'vitest';
import { privateKeyOf } from '../../test/support/sealing-ports.ts';
import { decrypt } from './decrypt.ts';
import { encrypt } from './encrypt.ts';

const content = Buffer.from('PK\u0003\u0004 what is inside');
const own = privateKeyOf('ON-TPS');
let jwe: Uint8Array;
beforeAll(async () => {
  const { d: _, ...jwk } = own;
  const dates = { validFrom: '2026-01-01', validTo: '2026-12-31' };
  jwe = await encrypt(content, { recipient: 'ON-TPS', kid: 'key-1', jwk, ...dates });
});

test('given the recipient’s key, then what was encrypted is read', async () => {
  expect(await decrypt(jwe, own)).toEqual(new Uint8Array(content));
  const [head = ''] = Buffer.from(jwe).toString('latin1').split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({
    alg: 'ECDH-ES+A256KW',
    enc: 'A256GCM',
    kid: 'key-1',
    cty: 'application/zip',
  });
});

test('given another’s key, then nothing is', async () => {
  expect(await decrypt(jwe, privateKeyOf('ON-OPP'))).toBeUndefined();
});

test('given any one byte changed, left out or put in, then nothing is read', async () => {
  const whole = Buffer.from(jwe);
  for (let place = 0; place < whole.length; place += 1) {
    const changed = Buffer.from(whole);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(await decrypt(changed, own), `changed at ${place}`).toBeUndefined();
    const less = Buffer.concat([whole.subarray(0, place), whole.subarray(place + 1)]);
    expect(await decrypt(less, own), `without ${place}`).toBeUndefined();
    const more = Buffer.concat([whole.subarray(0, place), Buffer.from(' '), whole.subarray(place)]);
    expect(await decrypt(more, own), `more at ${place}`).toBeUndefined();
  }
});
