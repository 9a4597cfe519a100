import { env } from 'node:process';
import {
  CreateKeyCommand,
  GetPublicKeyCommand,
  type KMSClient,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { isSignatureOf } from '../../lib/signing/verify-signature.ts';
import { type BothClouds, bothClouds } from './testing/both-clouds.ts';

let clouds: BothClouds;
beforeAll(async () => {
  clouds = await bothClouds();
});

const key = env['KMS_SIGNING_KEY_ID'] ?? '';
const message = Buffer.from('what is signed');
const request: SignCommandInput = {
  KeyId: key,
  Message: message,
  SigningAlgorithm: 'ECDSA_SHA_256',
};

describe.each(['embedded', 'simulated'] as const)('given the %s key service', (which) => {
  const client = (): KMSClient => clouds[which].kms;

  test('when it signs, then its public key verifies that', async () => {
    const signer = kmsSigner({ client: client(), key });
    expect(isSignatureOf(await signer.publicKey(), message, await signer.sign(message))).toBe(true);
    expect(await client().send(new GetPublicKeyCommand({ KeyId: key }))).toMatchObject({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    });
  });

  test.each([
    ['a key that is not there', { ...request, KeyId: 'nobody' }, 'NotFoundException'],
    ['more than it takes', { ...request, Message: Buffer.alloc(4097, 1) }, 'ValidationException'],
  ])('when it is to sign with %s, then it says so', async (_, input, name) => {
    await expect(client().send(new SignCommand(input))).rejects.toMatchObject({ name });
  });

  test('when it is asked for what it does not do, then it does nothing', async () => {
    await expect(client().send(new CreateKeyCommand({}))).rejects.toThrow();
  });
});
