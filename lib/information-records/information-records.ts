import type { Page } from '../cases/cases.ts';
import type { CaseId, LedgerKey, RecipientId } from '../identifiers.ts';
import type { InformationRecord, RecordName, Withdrawal } from './information-record.ts';
import type { WatchedPerson } from './watched-person.ts';

/** What of a record is compared with reports. */
export type Watched = {
  keys: readonly LedgerKey[];
  /** Those of its persons who have a name that is compared. */
  persons?: readonly WatchedPerson[] | undefined;
};

/** One record in the log of what is watched for: numbered 1, 2, 3… without a gap, in this order. */
export type WatchEntry = RecordName &
  Watched & {
    number: number;
    /** From here on the record is not watched for any more. */
    withdrawn?: true | undefined;
  };

/** The port to what agencies have filed. Nothing can be asked for without saying whose it is. */
export type InformationRecords = {
  /**
   * Keeps a record, and sends what follows from it, unless one of that name stands already. Returns the
   * one that stands.
   */
  file(record: InformationRecord): Promise<InformationRecord>;
  get(name: RecordName): Promise<InformationRecord | undefined>;
  /** Notes that a record was taken back, unless that stands already. Returns the one that stands. */
  withdraw(record: InformationRecord & { withdrawn: Withdrawal }): Promise<InformationRecord>;
  /** One agency's own, by id. */
  list(
    agency: RecipientId,
    query: { cursor?: string; limit: number },
  ): Promise<Page<InformationRecord>>;
};

/** The port to the log of what is watched for, which only ever grows. */
export type InformationWatch = {
  /** Adds a record to the log, once however often it is asked for. */
  watchFor(name: RecordName, watched: Watched): Promise<void>;
  /** Notes in the log that a record is not watched for any more, once however often it is asked for. */
  stopWatching(name: RecordName): Promise<void>;
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
