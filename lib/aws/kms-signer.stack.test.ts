import { env } from 'node:process';
import { KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { isSignatureOf, keyIdOf } from '../signing/verify-signature.ts';
import { kmsSigner } from './kms-signer.ts';

const signer = kmsSigner({ client: new KMSClient({}), key: env['KMS_SIGNING_KEY_ID'] ?? '' });
const message = Buffer.from('{"schema":"package-manifest/1"}');

test('given a key of the key service, when it signs, then anybody with its public half can tell', async () => {
  const publicKey = await signer.publicKey();
  const signature = await signer.sign(message);
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  expect(await signer.keyId()).toBe(keyIdOf(publicKey));
  expect(isSignatureOf(publicKey, message, signature)).toBe(true);
  expect(isSignatureOf(publicKey, Buffer.from('another'), signature)).toBe(false);
});

test('given a key that is not there, when it is to sign, then it is refused', async () => {
  const nobody = kmsSigner({ client: new KMSClient({}), key: 'nobody' });
  await expect(nobody.sign(message)).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(nobody.publicKey()).rejects.toMatchObject({ name: 'NotFoundException' });
});
