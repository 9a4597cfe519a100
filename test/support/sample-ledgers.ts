import { readdirSync, readFileSync } from 'node:fs';
import type { LedgerKey } from '../../lib/identifiers.ts';
import type { Contribution } from '../../lib/ledger/contribution.ts';
import { contributionsOfReport } from '../../lib/ledger/contributions-of-report.ts';
import { emptyLedger, type Ledger, mergeContributions } from '../../lib/ledger/ledger.ts';
import { contributionsToLinks, usesAfter } from '../../lib/ledger/uses.ts';
import type { FiledReport } from '../../lib/reports/report.ts';

/* The sample batches as ledgers, without a stack. */

const folder = 'events/batches';

/** The newest version of each report; batches are named after their entity and their day. */
export function newestReports(): FiledReport[] {
  const newest = new Map<string, FiledReport | undefined>();
  const files = readdirSync(folder).filter((name) => /-\d{4}-\d\d-\d\d\.(nd)?json$/.test(name));
  for (const file of files.sort()) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const [, ...lines] = file.endsWith('.ndjson') ? text.trim().split('\n') : [];
    const reports = file.endsWith('.json')
      ? JSON.parse(text).reports
      : lines.map((line) => JSON.parse(line));
    for (const report of reports) {
      newest.set(report.reference, report.action === 'delete' ? undefined : report);
    }
  }
  return [...newest.values()].flatMap((report) => report ?? []);
}

export function ledgersOf(reports: readonly FiledReport[]): Map<LedgerKey, Ledger> {
  const subjects = subjectLedgersOf(reports);
  const links = new Map<LedgerKey, Ledger>();
  for (const { key: subject, version, contributions } of subjects.values()) {
    const [
      {
        report: { entity },
      } = { report: { entity: '' } },
    ] = contributions.values();
    const told = { subject, version, anew: true };
    const uses = usesAfter([], contributions.values(), told);
    for (const [key, link] of contributionsToLinks(uses, { subject, entity, since: 0 })) {
      merge(links, key, link);
    }
  }
  return new Map([...subjects, ...links]);
}

function subjectLedgersOf(reports: readonly FiledReport[]): Map<LedgerKey, Ledger> {
  const ledgers = new Map<LedgerKey, Ledger>();
  for (const [index, report] of reports.entries()) {
    const entity = String(report.reportingEntityNumber);
    const revision = String(index + 1).padStart(6, '0');
    for (const [key, contribution] of contributionsOfReport(report, { entity, revision })) {
      merge(ledgers, key, contribution);
    }
  }
  return ledgers;
}

function merge(ledgers: Map<LedgerKey, Ledger>, key: LedgerKey, contribution: Contribution): void {
  const { version, contributions } = ledgers.get(key) ?? emptyLedger(key);
  const merged = mergeContributions(contributions, [contribution]);
  ledgers.set(key, { key, version: version + 1, contributions: merged });
}
