import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { withdrawnContribution } from '../ledger/contributions-of-report.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { AcceptedBatch, Verdict } from './batch.ts';
import { type Examined, examineRecord } from './examine-record.ts';
import { type Finding, severityOf } from './findings.ts';
import type { RawRecord } from './read-batch.ts';
import { maxFindings, type Receipt, type Receipts } from './receipts.ts';
import type { Outcome } from './register.ts';
import { type SettledReports, type Ports as SettlePorts, settleReports } from './settle-reports.ts';

export type Ports = SettlePorts & {
  receipts: Receipts;
  ledgers: Pick<Ledgers, 'mergeMany'>;
  /** Asks for these ledgers to be looked at again. */
  evaluations: { request(keys: readonly LedgerKey[]): Promise<void> };
};

/**
 * Takes a block of records from first to last effect: register, ledgers, receipts, evaluation. Each
 * is safe to repeat, so a crash between any two is repaired by doing the block again.
 *
 * @returns the receipts that stand.
 */
export async function ingestBlock(
  ports: Ports,
  batch: AcceptedBatch,
  records: readonly RawRecord[],
): Promise<Receipt[]> {
  const { entity, batchId, acceptedAs, done: first } = batch;
  const examined = records.map((record) => examineRecord(record, batch));
  const valid = examined.flatMap((record) => record.valid ?? []);
  const block = { acceptedAs, first };
  const settled = await settleReports(ports, { entity, batchId, block }, valid);

  const changes = changesOf(settled, entity);
  await ports.ledgers.mergeMany(changes);
  const receipts = examined.map((record) => receiptOf(record, settled.outcomes));
  const standing = await ports.receipts.keep({ entity, batchId, first }, receipts);
  // Also what did not change just now: an earlier try may have merged it and gone no further.
  if (changes.size > 0) await ports.evaluations.request([...changes.keys()]);
  return standing;
}

/**
 * What the live versions tell the ledgers: to those that they speak to, their contributions; to
 * those that only earlier versions spoke to, nothing any more.
 */
function changesOf({ live }: SettledReports, entity: string): Map<LedgerKey, Contribution[]> {
  const changes = new Map<LedgerKey, Contribution[]>();
  for (const { record, registered } of live) {
    const report = { entity, reference: record.reference };
    for (const key of registered.touched) {
      const contribution =
        record.contributions.get(key) ?? withdrawnContribution(report, registered.revision);
      const others = changes.get(key);
      if (others) others.push(contribution);
      else changes.set(key, [contribution]);
    }
  }
  return changes;
}

function receiptOf(record: Examined, outcomes: ReadonlyMap<number, Outcome>): Receipt {
  const { position, line, reference } = record;
  const outcome = outcomes.get(position);
  const findings: Finding[] =
    outcome === 'accepted-before-original'
      ? [...record.findings, { pointer: '/reference', code: 'original-unknown' }]
      : record.findings;
  return {
    record: position + 1,
    ...(line !== undefined && { line }),
    ...(reference !== undefined && { reference }),
    verdict: verdictOf(outcome, findings),
    // What rejects comes first: it is what has to be mended.
    findings: findings
      .toSorted((a, b) => severityOf(a).localeCompare(severityOf(b)))
      .slice(0, maxFindings),
  };
}

function verdictOf(outcome: Outcome | undefined, findings: readonly Finding[]): Verdict {
  if (outcome === undefined) return 'rejected';
  if (outcome !== 'accepted' && outcome !== 'accepted-before-original') return outcome;
  return findings.length > 0 ? 'accepted-with-warnings' : 'accepted';
}
