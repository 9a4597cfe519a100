import * as z from 'zod';
import { type RecipientId, recipientIdSchema } from '../identifiers.ts';

/** A public key on P-256 as RFC 7517 writes it: nothing of the private half. */
const publicJwkSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.base64url(),
  y: z.base64url(),
});

const recipientKeySchema = z.strictObject({
  recipient: recipientIdSchema,
  /** The thumbprint of the key (RFC 7638): the recipient finds the private half by it. */
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  jwk: publicJwkSchema,
  validFrom: z.iso.date(),
  /** The last day on which something is encrypted to it. */
  validTo: z.iso.date(),
});
export type RecipientKey = z.infer<typeof recipientKeySchema>;

/** `rules/routing/recipient-keys.json`. */
export const recipientKeysSchema = z.strictObject({
  version: z.int().min(1),
  source: z.string().min(1),
  /** Their private halves are known to everybody: for demonstrations only. */
  synthetic: z.boolean(),
  keys: z.array(recipientKeySchema),
});

/** The port to recipients' public keys. */
export type RecipientKeys = {
  /** The key to encrypt to on that day (ISO date). */
  keyOn(recipient: RecipientId, day: string): Promise<RecipientKey | undefined>;
};

/** Of several that are valid on that day, the one that became valid last. */
export function keyOn(
  keys: readonly RecipientKey[],
  recipient: RecipientId,
  day: string,
): RecipientKey | undefined {
  return keys
    .filter((key) => key.recipient === recipient && key.validFrom <= day && day <= key.validTo)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
    .at(0);
}
