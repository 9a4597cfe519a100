import { entryOf, heldBy, type Index, type Table, type Version } from './table.ts';
import { equal } from './value.ts';

const bytesOfReadUnit = 4096;
const bytesOfWriteUnit = 1024;

/** Halves of a read request unit: one for each 4 KB begun, two when read consistently; at least one step. */
export const readHalfUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / bytesOfReadUnit)) * (consistent ? 2 : 1);

/** Write request units: one for each KB begun of the larger of what was and what is. */
const writeUnits = (before: Version | undefined, next: Version | undefined): number =>
  Math.max(1, Math.ceil(Math.max(before?.bytes ?? 0, next?.bytes ?? 0) / bytesOfWriteUnit));

/**
 * What a write costs: of the item itself, and of each index that it changes.
 *
 * @param price 2 in a transaction, which writes an item twice; indexes follow it later, once.
 */
export function unitsOfWrite(
  table: Table,
  { before, next }: { before: Version | undefined; next: Version | undefined },
  price = 1,
): number {
  const own = price * writeUnits(before, next);
  return table.indexes.reduce((sum, index) => sum + unitsOfIndex(index, before, next), own);
}

/** One that moves in an index is removed there and put there anew. */
function unitsOfIndex(index: Index, before: Version | undefined, next: Version | undefined) {
  const left = entryOf(index, before);
  const entered = entryOf(index, next);
  const was = left && before && heldBy(index, before);
  const is = entered && next && heldBy(index, next);
  if (!(was || is)) return 0;
  if (!(was && is)) return writeUnits(was, is);
  if (left?.pk !== entered?.pk || left?.sk !== entered?.sk) {
    return writeUnits(was, undefined) + writeUnits(undefined, is);
  }
  return equal(was.item, is.item) ? 0 : writeUnits(was, is);
}

/** What a write costs whose condition does not hold: by the size of the item that is there. */
export const unitsOfRefusedWrite = (standing: Version | undefined): number =>
  writeUnits(standing, undefined);

const overheadOfEntry = 100;

/** Bytes that DynamoDB bills for keeping a table: each item and each copy in an index, with 100 bytes on top. */
export function bytesKept(table: Table): number {
  let bytes = 0;
  for (const { now } of table.rows()) {
    if (!now) continue;
    bytes += now.bytes + overheadOfEntry;
    for (const index of table.indexes) {
      if (entryOf(index, now)) bytes += heldBy(index, now).bytes + overheadOfEntry;
    }
  }
  return bytes;
}
