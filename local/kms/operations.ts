import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import * as z from 'zod';
import { invalid, unsupported } from './error.ts';

const signSchema = z.strictObject({
  KeyId: z.string(),
  Message: z.base64(),
  MessageType: z.literal('RAW').default('RAW'),
  SigningAlgorithm: z.literal('ECDSA_SHA_256'),
});
const publicKeySchema = z.strictObject({ KeyId: z.string() });

/** One call of KMS, read but not yet allowed. */
export type Operation = {
  action: string;
  keyId: string;
  run: (key: KeyObject) => object;
};

/**
 * @param target the header X-Amz-Target: TrentService.Sign.
 * @throws KmsError for any call but Sign and GetPublicKey, and for options that these do not know.
 */
export function readOperation(target: string, body: unknown): Operation {
  if (target === 'TrentService.Sign') return signing(body);
  if (target === 'TrentService.GetPublicKey') return askingPublicKey(body);
  throw unsupported(target || 'a call without a name');
}

function signing(body: unknown): Operation {
  const { KeyId, Message, SigningAlgorithm } = parse(signSchema, body);
  const message = Buffer.from(Message, 'base64');
  return {
    action: 'kms:Sign',
    keyId: idOf(KeyId),
    run: (key) => ({
      KeyId,
      Signature: signed(key, message).toString('base64'),
      SigningAlgorithm,
    }),
  };
}

const mostRawBytes = 4096;

function signed(key: KeyObject, message: Buffer): Buffer {
  if (message.length === 0 || message.length > mostRawBytes) {
    throw invalid(`A message has 1 to ${mostRawBytes} bytes`);
  }
  return sign('sha256', message, { key, dsaEncoding: 'der' });
}

function askingPublicKey(body: unknown): Operation {
  const { KeyId } = parse(publicKeySchema, body);
  return {
    action: 'kms:GetPublicKey',
    keyId: idOf(KeyId),
    run: (key) => ({
      KeyId,
      PublicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    }),
  };
}

/** A key may be named by its ARN. */
const idOf = (key: string): string => key.replace(/^arn:aws:kms:[^:]+:\d+:key\//, '');

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const names = error.issues.map(({ path, code }) => `${path.join('.') || 'the request'}: ${code}`);
  throw invalid(`This cannot be done here: ${names.join(', ')}`);
}
