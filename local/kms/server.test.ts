import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { isSignatureOf } from '../../lib/signing/verify-signature.ts';
import { temporaryDirectory } from '../testing/fixture-stack.ts';
import { type KmsServer, startKms } from './server.ts';

const credentials = { accessKeyId: 'AKIASIGNER', secretAccessKey: 'secret' };
const region = 'ca-central-1';
const message = Buffer.from('what is signed');

let directory: ReturnType<typeof temporaryDirectory>;
let server: KmsServer;
let denied: string[];
const start = () =>
  startKms({
    directory: directory.path,
    region,
    secretOf: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
    allows: (_, action, resource) => !denied.includes(`${action} ${resource}`),
  });
beforeEach(async () => {
  directory = temporaryDirectory();
  denied = [];
  server = await start();
  server.provideKey('own');
});
afterEach(async () => {
  await server.stop();
  directory.remove();
});

const clientOf = (given = credentials) =>
  new KMSClient({ region, credentials: given, endpoint: server.endpoint, maxAttempts: 1 });
const request: SignCommandInput = {
  KeyId: 'own',
  Message: message,
  SigningAlgorithm: 'ECDSA_SHA_256',
};

describe('given a key pair', () => {
  test('when it signs, then its public half verifies that', async () => {
    const signer = kmsSigner({ client: clientOf(), key: 'own' });
    expect(isSignatureOf(await signer.publicKey(), message, await signer.sign(message))).toBe(true);
  });

  test('when it is named by its ARN, then it is the same', async () => {
    const arn = kmsSigner({
      client: clientOf(),
      key: 'arn:aws:kms:ca-central-1:000000000000:key/own',
    });
    expect(await arn.keyId()).toBe(await kmsSigner({ client: clientOf(), key: 'own' }).keyId());
  });

  test('when the server starts again, then it is the same, and its owner alone can read it', async () => {
    const before = await kmsSigner({ client: clientOf(), key: 'own' }).publicKey();
    await server.stop();
    server = await start();
    server.provideKey('own');
    expect(await kmsSigner({ client: clientOf(), key: 'own' }).publicKey()).toBe(before);
    expect(statSync(join(directory.path, 'own.pem')).mode & 0o777).toBe(0o600);
  });
});

describe('given a caller', () => {
  test.each([
    [{ accessKeyId: 'AKIASIGNER', secretAccessKey: 'guessed' }, 'InvalidSignatureException'],
    [{ accessKeyId: 'AKIANOBODY', secretAccessKey: 'secret' }, 'UnrecognizedClientException'],
  ])('when it signs the request as %o, then it is refused', async (given, name) => {
    await expect(clientOf(given).send(new SignCommand(request))).rejects.toMatchObject({ name });
  });

  test('when the request is not signed, then it is refused', async () => {
    const answer = await fetch(server.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.GetPublicKey' },
      body: JSON.stringify({ KeyId: 'own' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  test('when the body is not the one that was signed, then it is refused', async () => {
    const client = clientOf();
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: JSON.stringify({ KeyId: 'owm' }) });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await expect(client.send(new GetPublicKeyCommand({ KeyId: 'own' }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  test('when it may ask for the public key but not sign, then it cannot sign', async () => {
    denied.push('kms:Sign arn:aws:kms:ca-central-1:000000000000:key/own');
    await clientOf().send(new GetPublicKeyCommand({ KeyId: 'own' }));
    await expect(clientOf().send(new SignCommand(request))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  test.each([
    ['a key that is not there', { ...request, KeyId: 'nobody' }, 'NotFoundException'],
    [
      'a digest instead of the message',
      { ...request, MessageType: 'DIGEST' as const },
      'ValidationException',
    ],
    ['more than KMS takes', { ...request, Message: Buffer.alloc(4097, 1) }, 'ValidationException'],
    [
      'another algorithm',
      { ...request, SigningAlgorithm: 'ECDSA_SHA_384' as const },
      'ValidationException',
    ],
  ])('when it wants to sign with %s, then it is refused', async (_, input, name) => {
    await expect(clientOf().send(new SignCommand(input))).rejects.toMatchObject({ name });
  });

  test('when it calls what is not here, then it is told so', async () => {
    await expect(clientOf().send(new CreateKeyCommand({}))).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
    });
  });
});
