import { digest, type EntityNumber } from '../../identifiers.ts';

/** The register of an entity stands on 16 shelves, "0" to "f", written apart. */
export type Shelf = { entity: EntityNumber; shelf: string };

/**
 * Where a report stands: on a shelf by the first digit of the digest of its reference, there in the
 * order of the next eight, as a number. Different reports may have the same fingerprint.
 */
export type Place = { shelf: string; fingerprint: number };

export function placeOf(reference: string): Place {
  const hex = digest(reference);
  return { shelf: hex.slice(0, 1), fingerprint: Number.parseInt(hex.slice(1, 9), 16) };
}
