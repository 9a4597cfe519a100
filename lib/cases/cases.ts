import type { Disclosure } from '../disclosures/disclosure.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Assessment, Outcome } from './assessment.ts';
import type { Case, Decision } from './case.ts';
import type { FrozenFacts } from './frozen-facts.ts';

export type Page<T> = { items: T[]; cursor?: string };

/** A message that follows from a write and must not be lost with it. */
export type OutgoingMessage = { queue: 'dispatch' | 'audit'; body: string };

/** The port to cases as people work on them. */
export type Cases = {
  get(caseId: CaseId): Promise<Case | undefined>;
  assessment(caseId: CaseId): Promise<Assessment | undefined>;
  /** Newest decision last. */
  decisions(caseId: CaseId): Promise<Decision[]>;
  decision(caseId: CaseId, sequence: number): Promise<Decision | undefined>;
  /** What a decision froze. */
  frozen(caseId: CaseId, sequence: number): Promise<FrozenFacts | undefined>;
  list(query: { status?: Case['status']; cursor?: string; limit: number }): Promise<Page<Case>>;
  listAssessments(query: {
    outcome: Outcome;
    cursor?: string;
    limit: number;
  }): Promise<Page<Assessment>>;
  /**
   * Writes the next state, its decision, the facts it froze, the disclosures that change with it, and
   * the messages that follow, all or nothing, then sends the messages.
   *
   * @throws DomainError case-changed when `next.revision - 1` is no longer the stored one.
   */
  decide(change: {
    next: Case;
    decision: Decision;
    frozen?: FrozenFacts | undefined;
    disclosures?: readonly Disclosure[];
    messages?: readonly OutgoingMessage[];
  }): Promise<void>;
};

/** What is stored about subjects before they are assembled anew. */
export type Assembled = {
  /** Which case each subject was last put into, with the version of that note. */
  memberships: Map<LedgerKey, { caseId: CaseId; version: number } | undefined>;
  /** Assessments by case, with their versions. */
  assessments: Map<CaseId, { assessment: Assessment; version: number }>;
  cases: Map<CaseId, Case>;
};

/** What shall be stored instead; what is not mentioned stays as it is. */
export type Reassembled = {
  /** Undefined takes the subject out of every case. */
  memberships: Map<LedgerKey, CaseId | undefined>;
  /** Undefined removes the assessment. */
  assessments: Map<CaseId, Assessment | undefined>;
  /** Each one revision after the stored one, the first of a case being revision 1. */
  cases: readonly Case[];
};

/** As many items as one `replace` may change: memberships, assessments and cases together. */
export const maxItemsReplaced = 100;

/** The port by which the machine keeps assessments and cases current. */
export type Assembly = {
  /**
   * Reads memberships first, then the assessments and cases that they point to and those named after
   * each of the subjects, consistently, so that a later write can be refused.
   */
  read(subjects: readonly LedgerKey[]): Promise<Assembled>;
  /**
   * Replaces part of what `before` held, all or nothing.
   *
   * @throws StaleWrite when any of what is replaced changed since it was read.
   */
  replace(before: Assembled, after: Reassembled): Promise<void>;
};
