import { type LedgerKey, ledgerKeyKinds, ledgerKeySchema } from '../../identifiers.ts';

/*
 * Ledger keys in 13 bytes each instead of some 35: most of what is kept of a report is the ledgers it
 * has touched.
 */

/** A key is the place of its kind in this list, whose order therefore never changes, and its hash. */
const kinds: readonly string[] = ledgerKeyKinds;
const bytesOfKey = 13;

export function packKeys(keys: readonly LedgerKey[]): Uint8Array {
  const packed = Buffer.alloc(keys.length * bytesOfKey);
  for (const [at, key] of keys.entries()) {
    const [kind = '', hash = ''] = key.split(':');
    packed.writeUInt8(kinds.indexOf(kind), at * bytesOfKey);
    packed.write(hash, at * bytesOfKey + 1, 'hex');
  }
  return packed;
}

export function unpackKeys(packed: Uint8Array): LedgerKey[] {
  const bytes = Buffer.from(packed);
  return Array.from({ length: bytes.length / bytesOfKey }, (_, at) => {
    const start = at * bytesOfKey;
    const hash = bytes.toString('hex', start + 1, start + bytesOfKey);
    return ledgerKeySchema.parse(`${kinds[bytes.readUInt8(start)]}:${hash}`);
  });
}
