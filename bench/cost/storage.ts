import type { BillLine } from '../../local/simulated/meter.ts';
import { priceTable } from '../../local/simulated/price-table.ts';

/** Smaller objects are not moved by a lifecycle rule, and would be billed as if they had this size. */
const leastInGlacier = 128 * 1024;

/** Accepted reports are kept in objects of so many at most. */
const reportsPerBlock = 10_000;

/**
 * What keeping costs once raw batches and accepted reports are 30 days old and a lifecycle rule has
 * moved them to Glacier Instant Retrieval: they are read again only to rebuild, to prove and to put into
 * packages, and then at once. Moving an object costs US$0.00002 once, which is not counted here.
 */
export function afterThirtyDays(
  lines: readonly BillLine[],
  { batches, reports }: { batches: number; reports: number },
): BillLine[] {
  const { unit, nanoDollars, per } = priceTable.prices['s3-glacier-instant-storage'];
  const objects = new Map([
    ['inbox uploads/', batches],
    ['inbox reports/', Math.max(batches, Math.ceil(reports / reportsPerBlock))],
  ]);
  return lines.map((line) => {
    const among = objects.get(line.resource);
    if (among === undefined || line.quantity / among < leastInGlacier) return line;
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
  return lines.map((line) => (/^(ledger|cases)/.test(line.resource) ? timesOf(line, part) : line));
}

/** A part of a line, from nothing to 1. */
export const timesOf = (line: BillLine, part: number): BillLine => ({
  ...line,
  quantity: Math.round(line.quantity * part),
  nanoDollars: BigInt(Math.round(Number(line.nanoDollars) * part)),
});
