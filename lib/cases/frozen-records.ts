import type { CaseId, DisclosureId, LedgerKey } from '../identifiers.ts';
import type { AmendmentDue } from './amendment-due.ts';
import type { Case } from './case.ts';
import type { Page } from './cases.ts';
import type { ChangedFacts } from './changed-facts.ts';
import type { FrozenFacts } from './frozen-facts.ts';

/** Names frozen facts: the case, and the sequence of the decision that froze them. */
export type FrozenName = { caseId: CaseId; sequence: number };

/** What was noted of frozen facts; its version grows by one with every note. */
export type NotedChanges = { changed: ChangedFacts; version: number };

export type FrozenRecord = {
  facts: FrozenFacts;
  /** Absent until something changed for the first time. */
  noted?: NotedChanges;
  theCase: Case;
};

/**
 * The port to facts that decisions froze, and to what the machine notes of them beside. `Cases.decide`
 * writes the facts. Every note is derived, and may be derived again at any time.
 */
export type FrozenRecords = {
  /** Everything frozen about any of these subjects. */
  about(subjects: readonly LedgerKey[]): Promise<FrozenName[]>;
  read(name: FrozenName): Promise<FrozenRecord | undefined>;
  /**
   * Notes what became of frozen facts, for the case and for each disclosure built from them, all or
   * nothing.
   *
   * @param next the case as its next revision, where the note is to move it on.
   * @throws StaleWrite when something else was noted, or the case changed, since `record` was read.
   */
  note(record: FrozenRecord, changed: ChangedFacts, next?: Case): Promise<void>;
  /** What was noted last; undefined where nothing ever changed. */
  changed(name: FrozenName): Promise<ChangedFacts | undefined>;
};

/** The port to the marks on disclosures whose packages no longer tell what is so. */
export type Amendments = {
  getMany(disclosureIds: readonly DisclosureId[]): Promise<Map<DisclosureId, AmendmentDue>>;
  /** Whether their packages left or not, the one submitted last first. */
  list(query: {
    cursor?: string;
    limit: number;
  }): Promise<Page<{ disclosureId: DisclosureId; due: AmendmentDue }>>;
};
