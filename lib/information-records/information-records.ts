import type { Page } from '../cases/cases.ts';
import type { CaseId, LedgerKey, RecipientId } from '../identifiers.ts';
import type { InformationRecord, RecordName } from './information-record.ts';

/** One record in the log of what is watched for: numbered 1, 2, 3… without a gap, in this order. */
export type WatchEntry = RecordName & { number: number; keys: readonly LedgerKey[] };

/** The port to what agencies have filed. Nothing can be asked for without saying whose it is. */
export type InformationRecords = {
  /**
   * Keeps a record, and sends what follows from it, unless one of that name stands already. Returns the
   * one that stands.
   */
  file(record: InformationRecord): Promise<InformationRecord>;
  get(name: RecordName): Promise<InformationRecord | undefined>;
  /** One agency's own, by id. */
  list(
    agency: RecipientId,
    query: { cursor?: string; limit: number },
  ): Promise<Page<InformationRecord>>;
};

/** The port to the log of what is watched for, which only ever grows. */
export type InformationWatch = {
  /** Adds a record to the log, once however often it is asked for. */
  watchFor(name: RecordName, keys: readonly LedgerKey[]): Promise<void>;
  /** What was added after the entry of that number, read consistently; from the start for 0. */
  after(number: number): Promise<WatchEntry[]>;
};

/** The port to assessments that agencies' records met without there being a case to raise. */
export type InformedAssessments = {
  mark(caseId: CaseId, informedBy: readonly RecipientId[]): Promise<void>;
  /** What those of them that are marked are marked with, read consistently. */
  marked(caseIds: readonly CaseId[]): Promise<Map<CaseId, RecipientId[]>>;
  /** Takes a mark away as it was read; one that somebody has changed since stands. */
  unmark(caseId: CaseId, informedBy: readonly RecipientId[]): Promise<void>;
  listInformed(query: {
    cursor?: string;
    limit: number;
  }): Promise<Page<{ caseId: CaseId; informedBy: RecipientId[] }>>;
};
