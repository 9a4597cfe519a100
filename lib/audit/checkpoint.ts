import type { Signer } from '../signing/signer.ts';
import { isSignatureOf, keyIdOf } from '../signing/verify-signature.ts';
import type { TreeHash } from './merkle-tree.ts';
import { hashBytes } from './tiles.ts';

/*
 * Checkpoints: what the log says of itself at one size, signed (C2SP tlog-checkpoint, signed-note).
 * The text is three lines: origin, size, root hash as base64. A blank line, then the signature line:
 * an em dash, the name of the key, and base64 of its four-byte id and the signature. The signature is
 * type 0x02 of signed-note: ECDSA over SHA-256 of the text, DER; the id is the start of the SHA-256 of
 * the public key (SPKI, DER).
 */

export type Checkpoint = { origin: string; size: number; root: TreeHash };

/** Names the log, and the key that signs for it. */
const origin = 'moneytrail/audit';

export async function signCheckpoint(
  signer: Signer,
  { size, root }: Omit<Checkpoint, 'origin'>,
): Promise<string> {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  const keyId = Buffer.from(await signer.keyId(), 'hex').subarray(0, keyIdBytes);
  const signature = await signer.sign(Buffer.from(text));
  return `${text}\n— ${origin} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

const keyIdBytes = 4;
const shape =
  /^(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*\n(?<lines>(?:— [^ \n]+ [A-Za-z0-9+/=]+\n)+)$/;

/** @returns undefined when the note is no checkpoint. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const groups = shape.exec(note)?.groups;
  if (!groups) return undefined;
  const root = Buffer.from(groups['root'] ?? '', 'base64');
  const size = Number(groups['size']);
  if (root.length !== hashBytes || !Number.isSafeInteger(size)) return undefined;
  return { origin: groups['origin'] ?? '', size, root };
}

/**
 * Whether the owner of the key signed the note. Signatures by other keys are passed over.
 *
 * @param publicKey PEM (SPKI).
 */
export function isSignedBy(note: string, publicKey: string): boolean {
  const { lines = '' } = shape.exec(note)?.groups ?? {};
  const text = Buffer.from(note.slice(0, note.lastIndexOf('\n\n') + 1));
  const ownId = keyIdOf(publicKey).slice(0, 2 * keyIdBytes);
  const own = lines
    .split('\n')
    .map((line) => Buffer.from(line.split(' ')[2] ?? '', 'base64'))
    .filter((bytes) => bytes.subarray(0, keyIdBytes).toString('hex') === ownId);
  return (
    own.length > 0 &&
    own.every((bytes) => isSignatureOf(publicKey, text, bytes.subarray(keyIdBytes)))
  );
}
