import type { BillLine } from '../../local/simulated/meter.ts';
import { priceTable } from '../../local/simulated/price-table.ts';

/** Smaller objects are not moved by a lifecycle rule, and would be billed as if they had this size. */
const leastInGlacier = 128 * 1024;

/**
 * What keeping costs once raw batches are 30 days old and a lifecycle rule has moved them to Glacier
 * Instant Retrieval: nobody reads them again but to prove or rebuild, and then at once.
 *
 * @param batches among how many objects the raw bytes are.
 */
export function afterThirtyDays(lines: readonly BillLine[], batches: number): BillLine[] {
  const { unit, nanoDollars, per } = priceTable.prices['s3-glacier-instant-storage'];
  return lines.map((line) => {
    const moves = line.resource === 'inbox uploads/' && line.quantity / batches >= leastInGlacier;
    if (!moves) return line;
    const cost = (BigInt(line.quantity) * nanoDollars) / per;
    return { ...line, line: 's3-glacier-instant-storage', unit, nanoDollars: cost };
  });
}

/**
 * The part of a short run: what its clients had before it stands in the ledgers and cases alone, and
 * is shared among all their reports.
 */
export function ofMeasured(
  lines: readonly BillLine[],
  { reports, past }: { reports: number; past: number },
): BillLine[] {
  const part = reports / (reports + past);
  return lines.map((line) => {
    if (!/^(ledger|cases)/.test(line.resource)) return line;
    const quantity = Math.round(line.quantity * part);
    return { ...line, quantity, nanoDollars: BigInt(Math.round(Number(line.nanoDollars) * part)) };
  });
}
