import { createECDH, hash } from 'node:crypto';
import type { RecipientId } from '../../lib/identifiers.ts';

export type PrivateJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string };

/**
 * The key pair that a recipient has in demonstrations. It follows from the recipient's name, so anybody
 * can open what is encrypted to it: `rules/routing/recipient-keys.json` holds the public halves and says
 * that they are synthetic, and a deployed stack does not encrypt to such keys unless it is told to.
 */
export function demonstrationKey(recipient: RecipientId): PrivateJwk {
  const pair = createECDH('prime256v1');
  const scalar = hash('sha256', `moneytrail demonstration key of ${recipient}`, 'buffer');
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  return {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: scalar.toString('base64url'),
  };
}
