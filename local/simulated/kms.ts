import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
} from 'node:crypto';
import {
  type GetPublicKeyCommandInput,
  KMSServiceException,
  NotFoundException,
  type SignCommandInput,
} from '@aws-sdk/client-kms';
import { metadata, notSimulated, requireKnown } from './service-errors.ts';

/** Key pairs that sign, by their ids. */
export type SigningKeys = Map<string, KeyObject>;

/** A pair on P-256 that is the same wherever the id is the same: nothing here is left to chance. */
export function simulatedKey(id: string): KeyObject {
  const known = pairs.get(id);
  if (known) return known;
  const made = derivedFrom(id);
  pairs.set(id, made);
  return made;
}

/** By id: to make one takes long, and many clouds have the same. */
const pairs = new Map<string, KeyObject>();

function derivedFrom(id: string): KeyObject {
  const pair = createECDH('prime256v1');
  const scalar = hash('sha256', id, 'buffer');
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const [x, y] = [urlSafe(point.subarray(1, 33)), urlSafe(point.subarray(33))];
  const key = { kty: 'EC', crv: 'P-256', d: urlSafe(scalar), x, y };
  return createPrivateKey({ key, format: 'jwk' });
}

const urlSafe = (bytes: Buffer): string => bytes.toString('base64url');

/** Carries out a command of the KMS client at once. It is not metered. */
export function runOnKeys(keys: SigningKeys, operation: string, input: unknown): object {
  if (operation === 'SignCommand') return signed(keys, input as SignCommandInput);
  if (operation === 'GetPublicKeyCommand') {
    return publicKey(keys, input as GetPublicKeyCommandInput);
  }
  throw notSimulated(operation);
}

const knownToSign = new Set(['KeyId', 'Message', 'MessageType', 'SigningAlgorithm']);
const mostRawBytes = 4096;

function signed(keys: SigningKeys, input: SignCommandInput): object {
  requireKnown('Sign', input, knownToSign);
  const { KeyId, Message = new Uint8Array(), MessageType = 'RAW', SigningAlgorithm } = input;
  if (MessageType !== 'RAW') throw notSimulated(`${MessageType} of Sign`);
  if (SigningAlgorithm !== 'ECDSA_SHA_256') throw notSimulated(`${SigningAlgorithm} of Sign`);
  if (Message.length === 0 || Message.length > mostRawBytes) {
    throw keyError('ValidationException', `A message has 1 to ${mostRawBytes} bytes`);
  }
  const Signature = sign('sha256', Message, { key: keyOf(keys, KeyId), dsaEncoding: 'der' });
  return { KeyId, Signature, SigningAlgorithm };
}

function publicKey(keys: SigningKeys, input: GetPublicKeyCommandInput): object {
  requireKnown('GetPublicKey', input, new Set(['KeyId']));
  const PublicKey = new Uint8Array(spkiOf(keyOf(keys, input.KeyId)));
  return { KeyId: input.KeyId, PublicKey, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
}

/** The public half in DER. */
function spkiOf(pair: KeyObject): Uint8Array {
  const known = publicHalves.get(pair);
  if (known) return known;
  const spki = createPublicKey(pair).export({ type: 'spki', format: 'der' });
  publicHalves.set(pair, spki);
  return spki;
}

const publicHalves = new WeakMap<KeyObject, Uint8Array>();

function keyOf(keys: SigningKeys, id = ''): KeyObject {
  const key = keys.get(id);
  if (key) return key;
  throw new NotFoundException({ message: `Key '${id}' does not exist`, ...metadata() });
}

/** An error of KMS by its name. */
export const keyError = (name: string, message: string, status = 400): KMSServiceException =>
  new KMSServiceException({
    name,
    $fault: status >= 500 ? 'server' : 'client',
    message,
    ...metadata(status),
  });
