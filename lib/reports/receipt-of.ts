import type { Verdict } from './batch.ts';
import type { Examined } from './examine-record.ts';
import { type Finding, type FindingCode, findings, type Severity } from './findings.ts';
import { maxFindings, type Receipt } from './receipts.ts';
import type { Outcome } from './register.ts';

/**
 * The receipt of one record.
 *
 * @param outcome what the register says of a valid record; undefined for one that is rejected.
 */
export function receiptOf(record: Examined, outcome: Outcome | undefined): Receipt {
  const { position, line, reference } = record;
  return {
    record: position + 1,
    ...(line !== undefined && { line }),
    ...(reference !== undefined && { reference }),
    verdict: verdictOf(outcome, record.findings),
    // First what has to be mended, then what the register says: neither may fall to the limit.
    findings: [...saidBy(outcome), ...record.findings]
      .toSorted((a, b) => rank[findings[a.code].severity] - rank[findings[b.code].severity])
      .slice(0, maxFindings),
  };
}

/** What the sender is to do about an outcome, where it is not simply in. */
const codeOf: Partial<Record<Outcome, FindingCode>> = {
  'accepted-before-original': 'original-unknown',
  duplicate: 'already-known',
  'duplicate-of-withdrawn': 'withdrawn-before',
  'duplicate-of-replaced': 'replaced-before',
  'conflicting-duplicate': 'reference-in-conflict',
  superseded: 'newer-version-known',
};

function saidBy(outcome: Outcome | undefined): Finding[] {
  const code = outcome && codeOf[outcome];
  return code ? [{ pointer: '/reference', code }] : [];
}

// A notice is what became of the whole record; a warning is about something in it.
const rank: Record<Severity, number> = { reject: 0, notice: 1, warning: 2 };

function verdictOf(outcome: Outcome | undefined, found: readonly Finding[]): Verdict {
  if (outcome === undefined) return 'rejected';
  if (outcome === 'accepted-before-original') return 'accepted-with-warnings';
  if (outcome === 'duplicate-of-withdrawn' || outcome === 'duplicate-of-replaced') {
    return 'duplicate';
  }
  if (outcome !== 'accepted') return outcome;
  return found.length > 0 ? 'accepted-with-warnings' : 'accepted';
}
