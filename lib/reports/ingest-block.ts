import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { withdrawnContribution } from '../ledger/contributions-of-report.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { takeIn } from '../ledger/take-in.ts';
import type { AcceptedBatch } from './batch.ts';
import type { Batches } from './batches.ts';
import type { Examined, ValidRecord } from './examine-record.ts';
import { receiptOf } from './receipt-of.ts';
import type { Receipt, Receipts } from './receipts.ts';
import type { RegisteredReport } from './register.ts';
import { type SettledReports, type Ports as SettlePorts, settleReports } from './settle-reports.ts';

export type Ports = SettlePorts & {
  batches: Pick<Batches, 'repeat'>;
  receipts: Receipts;
  ledgers: Pick<Ledgers, 'mergeMany' | 'markShared'>;
  /** Asks for these ledgers to be looked at again. */
  evaluations: { request(keys: readonly LedgerKey[]): Promise<void> };
};

/**
 * Takes a block of records from first to last effect: register, ledgers, receipts, evaluation. Each
 * is safe to repeat, so a crash between any two is repaired by doing the block again.
 *
 * A try that finds what an earlier one registered cannot know how far that went, nor whether it is
 * still at work: it does everything anew, and says so first, so that only it may record the block.
 *
 * @returns the receipts that stand, and the batch as it now is.
 * @throws StaleWrite when somebody else has got further with the batch.
 */
export async function ingestBlock(
  ports: Ports,
  batch: AcceptedBatch,
  examined: readonly Examined[],
): Promise<{ receipts: Receipt[]; batch: AcceptedBatch }> {
  const { entity, batchId, done: first } = batch;
  const valid = examined.flatMap((record) => record.valid ?? []);
  const settled = await settleReports(ports, { entity, batchId, first }, valid);

  const again = settled.live.some((one) => one.again);
  const standing = again ? await ports.batches.repeat(batch) : batch;
  const touched = await takeIn(ports.ledgers, changesOf(settled, entity), { again });
  const receipts = examined.map((record) =>
    receiptOf(record, settled.outcomes.get(record.position)),
  );
  const kept = await ports.receipts.keep({ entity, batchId, first }, receipts);
  // Also what did not change just now: an earlier try may have merged it and gone no further.
  if (touched.length > 0) await ports.evaluations.request(touched);
  return { receipts: kept, batch: standing };
}

/**
 * What the live versions tell the ledgers of subjects: to those that they speak of, their
 * contributions; to those that only earlier versions spoke of, nothing any more.
 */
function changesOf({ live }: SettledReports, entity: string): Map<LedgerKey, Contribution[]> {
  const changes = new Map<LedgerKey, Contribution[]>();
  for (const { record, registered } of live) {
    const report = { entity, reference: record.reference };
    for (const key of registered.touched) {
      const told =
        contributionOf(record, registered, key) ??
        withdrawnContribution(report, registered.revision);
      const others = changes.get(key);
      if (others) others.push(told);
      else changes.set(key, [told]);
    }
  }
  return changes;
}

/** Of a report that was written once, as a submission, nothing earlier can stand in any ledger. */
function contributionOf(
  { contributions }: ValidRecord,
  { action, version }: RegisteredReport,
  key: LedgerKey,
): Contribution | undefined {
  const contribution = contributions.get(key);
  const isFirst = action === 'submit' && version === 1;
  return contribution && (isFirst ? contribution : { ...contribution, replaces: true });
}
