import type { EntityNumber, LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { contributionsOfReport } from '../ledger/contributions-of-report.ts';
import type { AcceptedBatch } from './batch.ts';
import { type Finding, isReject } from './findings.ts';
import { parseJson } from './parse-json.ts';
import type { RawRecord } from './raw-record.ts';
import type { Report } from './report.ts';
import { reportDigest } from './report-digest.ts';
import { isReportReference } from './report-reference.ts';
import { revisionOf } from './revision.ts';
import { validateReport } from './validate-report.ts';
import type { Version } from './verdict.ts';

/** More ledgers than this no report may speak to: the register remembers each of them. */
const maxLedgers = 5000;

/** A record after everything that can be said of it alone has been said. */
export type Examined = {
  position: number;
  line?: number;
  reference?: string;
  findings: Finding[];
  /** Absent when the record is rejected. */
  valid?: ValidRecord;
};

export type ValidRecord = {
  reference: string;
  /** The report as JSON, without line breaks: a line as it was sent. Empty once it is kept. */
  text: string;
  version: Version;
  /** What it says to each ledger; nothing for a withdrawal. */
  contributions: ReadonlyMap<LedgerKey, Contribution>;
};

/** A function of the record and its batch: who examines it again finds the same. */
export function examineRecord(record: RawRecord, batch: AcceptedBatch): Examined {
  const { position, line } = record;
  const place = { position, ...(line !== undefined && { line }) };
  const read = parsed(record);
  if ('fault' in read) return { ...place, ...unreadable(read.fault, record) };

  const reference = referenceOf(read.value);
  const named = { ...place, ...(reference !== undefined && { reference }) };
  const { report, findings: judged } = validateReport(read.value, batch);
  const findings = placed([...(record.rows?.findings ?? []), ...judged], record);
  if (!report || findings.some(isReject)) return { ...named, findings };

  const valid = toValid(report, record, batch);
  if (valid.version.touches.length > maxLedgers) {
    const tooMany = placed([{ pointer: '', code: 'too-many-links' }], record);
    return { ...named, findings: tooMany };
  }
  return { ...named, findings, valid };
}

function unreadable(
  code: Finding['code'],
  { rows }: RawRecord,
): Partial<Examined> & { findings: Finding[] } {
  if (!rows) return { findings: [{ pointer: '', code }] };
  const { findings, reference } = rows;
  return { findings, ...(reference !== undefined && { reference }) };
}

/** A sender of CSV looks for a row and a column. */
const placed = (findings: Finding[], { rows }: RawRecord): Finding[] =>
  rows ? findings.map((finding) => ({ ...rows.placeOf(finding.pointer), ...finding })) : findings;

/** Without the parsed report, which takes several times as much memory as its text. */
function toValid(
  report: Report,
  { position, content }: RawRecord,
  { entity, acceptedAs }: { entity: EntityNumber; acceptedAs: string },
): ValidRecord {
  const { action, reference } = report;
  const revision = revisionOf(action, acceptedAs, position);
  const contributions =
    report.action === 'delete'
      ? new Map<LedgerKey, Contribution>()
      : contributionsOfReport(report, { entity, revision });
  const version = {
    position,
    revision,
    digest: reportDigest(report),
    action,
    touches: [...contributions.keys()],
  };
  const text = 'text' in content ? content.text : JSON.stringify(report);
  return { reference, text, version, contributions };
}

function parsed({ content }: RawRecord) {
  return 'text' in content ? parseJson(content.text) : content;
}

/** Told back to the sender only when it is written as references are. */
function referenceOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('reference' in value)) return undefined;
  return isReportReference(value.reference) ? value.reference : undefined;
}
