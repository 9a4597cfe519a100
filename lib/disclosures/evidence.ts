import type { ReportKey } from '../identifiers.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { EntryRef } from '../ledger/entry.ts';
import { contributionName } from '../ledger/ledger.ts';
import { indexReport, type ReportIndex } from '../ledger/report-index.ts';
import type { FiledReport, Transaction } from '../reports/report.ts';
import { instant } from '../time.ts';
import { withIdentities } from './identities.ts';

/**
 * A report as its entity filed it, the day (ISO date, UTC) on which it was accepted, and a digest that
 * is equal for versions that say the same.
 */
export type ReportOnFile = {
  key: ReportKey;
  filedOn: string;
  digest: string;
  report: FiledReport;
};

/** The port to the full text of reports. */
export type Reports = {
  /** The live version of each report, in any order; a report that was withdrawn is left out. */
  read(keys: readonly ReportKey[]): Promise<ReportOnFile[]>;
};

/** `identities` says who each of its parties is across reports. */
export type EvidenceReport = ReportOnFile & {
  index: ReportIndex;
  identities: ReadonlyMap<string, string>;
};
export type EvidenceTransaction = { on: EvidenceReport; transaction: Transaction };

/** What the matches of a case rest on, in full: each report and each transaction once. */
export type Evidence = {
  /** By entity and reference. */
  reports: readonly EvidenceReport[];
  /** By instant, then by name, so that the order is total. */
  transactions: readonly EvidenceTransaction[];
};

/**
 * The transactions that `refs` name, found in `reports`. The legs of one transaction are one
 * transaction here. A report that holds no evidence still counts as a report of the case.
 */
export function gatherEvidence(
  reports: readonly ReportOnFile[],
  refs: readonly EntryRef[],
): Evidence {
  const wanted = new Set(refs.map(transactionName));
  const inOrder = withIdentities(
    reports
      .map((on) => ({ ...on, index: indexReport(on.report, on.key.entity) }))
      .sort((a, b) => compareText(contributionName(a.key), contributionName(b.key))),
  );
  const transactions = inOrder
    .flatMap((on) => on.report.transactions.map((transaction) => ({ on, transaction })))
    .filter((candidate) => wanted.has(nameOf(candidate)))
    .sort(
      (a, b) =>
        instant(a.transaction.at) - instant(b.transaction.at) || compareText(nameOf(a), nameOf(b)),
    );
  return { reports: inOrder, transactions };
}

/** Names a transaction across entities and reports. */
export const transactionName = (ref: ReportKey & { transaction: string }): string =>
  JSON.stringify([ref.entity, ref.reference, ref.transaction]);

export const nameOf = ({ on, transaction }: EvidenceTransaction): string =>
  transactionName({ ...on.key, transaction: transaction.ref });

/** Who a party of a report is across the reports of the evidence. */
export const identityOf = ({ key, identities }: EvidenceReport, partyRef: string): string =>
  identities.get(partyRef) ?? JSON.stringify([key.entity, key.reference, partyRef]);
