import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../signing/signer.ts';
import { keyIdOf } from '../signing/verify-signature.ts';

/**
 * Signs with a key pair of KMS (ECC_NIST_P256, SIGN_VERIFY), whose private half nobody ever sees.
 *
 * @param key its id or ARN.
 * @returns a signer of messages of up to 4,096 bytes: more KMS does not take.
 */
export function kmsSigner({ client, key }: { client: KMSClient; key: string }): Signer {
  let known: string | undefined;

  /** A key pair never changes: asked for once. */
  async function publicKey(): Promise<string> {
    known ??= await askPublicKey(client, key);
    return known;
  }

  return {
    publicKey,
    keyId: async () => keyIdOf(await publicKey()),
    async sign(message) {
      const command = new SignCommand({
        KeyId: key,
        Message: message,
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      const { Signature } = await client.send(command);
      if (!Signature) throw new Error('KMS answered without a signature');
      return Signature;
    },
  };
}

async function askPublicKey(client: KMSClient, key: string): Promise<string> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: key }));
  if (!PublicKey) throw new Error('KMS answered without a public key');
  return pemOf(PublicKey);
}

/** The text of an SPKI in DER (RFC 7468, 13): whoever reads it finds out whether it is a key. */
function pemOf(spki: Uint8Array): string {
  const lines =
    Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}
