import type { Disclosure } from '../disclosures/disclosure.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Evaluation } from '../indicators/match.ts';
import type { Assessment, Outcome } from './assessment.ts';
import type { Case, Decision } from './case.ts';
import type { CaseQuery } from './case-queue.ts';
import type { FrozenFacts } from './frozen-facts.ts';

export type Page<T> = { items: T[]; cursor?: string };

/** A message that follows from a write and must not be lost with it. */
export type OutgoingMessage = {
  queue: 'dispatch' | 'audit' | 'disclosure';
  body: string;
  /** On whose behalf, for a queue that keeps an order or is fair to all. */
  group?: string;
  /** Where the queue drops repetitions: what is sent under one name arrives once. */
  once?: string;
};

/** A case that changes together with another, and the decision as it is recorded there. */
export type BesideCase = { next: Case; decision: Decision };

export const dataRequestStates = ['open', 'closed'] as const;
export type DataRequestState = (typeof dataRequestStates)[number];
/** The decision that asked for data, and the one that closed the request, if any did. */
export type RequestedData = { request: Decision; closing?: Decision | undefined };

/** The port to cases as people work on them. */
export type Cases = {
  get(caseId: CaseId): Promise<Case | undefined>;
  assessment(caseId: CaseId): Promise<Assessment | undefined>;
  /** Newest decision last. */
  decisions(caseId: CaseId): Promise<Decision[]>;
  decision(caseId: CaseId, sequence: number): Promise<Decision | undefined>;
  /** The decision that a request led to which may lead to one only, whatever case it is about. */
  decisionOnce(requestKey: string): Promise<Decision | undefined>;
  /** What a decision froze. */
  frozen(caseId: CaseId, sequence: number): Promise<FrozenFacts | undefined>;
  /** A page may be short of `limit` and still have a cursor, where few of the cases are wanted. */
  list(query: CaseQuery): Promise<Page<Case>>;
  /** Those of one state or of both, the newest first. */
  listDataRequests(query: {
    state?: DataRequestState | undefined;
    cursor?: string | undefined;
    limit: number;
  }): Promise<Page<RequestedData>>;
  listAssessments(query: {
    outcome: Outcome;
    cursor?: string;
    limit: number;
  }): Promise<Page<Assessment>>;
  /**
   * Writes the next state, its decision, the facts it froze, the disclosures that change with it, and
   * the messages that follow, all or nothing, then sends the messages.
   *
   * @throws DomainError case-changed when `next.revision - 1`, of either case, is no longer the stored
   *   one, or the request may lead to one decision only and led to another.
   */
  decide(change: {
    next: Case;
    decision: Decision;
    /** Another case with its own decision, in the same write. */
    beside?: BesideCase;
    /** Subjects whose notes shall point to these cases from now on, wherever they are put. */
    bind?: readonly LedgerKey[];
    /** No other decision, on any case, may follow from the key of the request that this one came with. */
    once?: true;
    frozen?: FrozenFacts | undefined;
    disclosures?: readonly Disclosure[];
    messages?: readonly OutgoingMessage[];
  }): Promise<void>;
};

export type Membership = {
  caseId?: CaseId | undefined;
  version: number;
  /** Cases in which people decided something about the subject: they are read wherever it is. */
  bound?: ReadonlySet<CaseId> | undefined;
};

/** What is stored about subjects before they are assembled anew. */
export type Assembled = {
  /**
   * Which case each subject was last put into, with the version of that note. Who was taken out of
   * every case keeps a note without one; who has none was never in any, and no case is named after it.
   */
  memberships: Map<LedgerKey, Membership | undefined>;
  /** Their evaluations, from a store that reads them at no further cost. */
  evaluations?: ReadonlyMap<LedgerKey, Evaluation>;
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
  /** Those of the subjects that are in a case, or ever were, read consistently. */
  everIn(subjects: readonly LedgerKey[]): Promise<Set<LedgerKey>>;
  /**
   * Reads memberships first, then the assessments and cases that they point to, those in which people
   * decided something about one of the subjects, and those named after
   * each of the subjects that was ever in one, consistently, so that a later write can be refused.
   */
  read(subjects: readonly LedgerKey[]): Promise<Assembled>;
  /**
   * Replaces part of what `before` held, all or nothing.
   *
   * @throws StaleWrite when any of what is replaced changed since it was read.
   */
  replace(before: Assembled, after: Reassembled): Promise<void>;
};
