import type { RetentionActed } from '../../events/messages.ts';
import type { PackageDestruction } from '../disclosures/packages.ts';
import type { CaseId, DisclosureId, EntityNumber, LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { BatchRecord as KeptBatch } from '../reports/batch.ts';
import type { Inbox } from '../reports/inbox.ts';
import type { ReportRegister } from '../reports/register.ts';
import type { SliceDigests } from '../reports/slice-digests.ts';
import type { LegalHolds } from './legal-holds.ts';

/** What was destroyed of a batch, and what is still to be removed. Times are RFC 3339 UTC. */
type Destroyed = {
  /** Since when somebody has been destroying what is due; taken off once that is done. */
  begunAt?: string | undefined;
  /** When the bytes of what was refused went. */
  refusedGoneAt?: string | undefined;
  /** When identifiers went last. */
  identifiersGoneAt?: string | undefined;
  /** An object whose bytes nothing names any more, and which may not have gone yet. */
  removing?: string | undefined;
};

/** Any batch, also one that was turned away. */
export type RetainedBatch = KeptBatch & { destroyed: Destroyed };

export type RetainedBatches = {
  every(): AsyncIterable<RetainedBatch>;
  /** Notes how far destruction has come. @throws StaleWrite when its bytes are named otherwise by now. */
  note(
    batch: RetainedBatch,
    destroyed: Destroyed,
    bytes?: Pick<KeptBatch, 'source' | 'form' | 'encoding'> & {
      digest: string;
      slices: SliceDigests;
    },
  ): Promise<RetainedBatch>;
};

export type RetainedObjects = {
  /** The names of all objects under a prefix. */
  named(prefix: string): Promise<string[]>;
  /** Removes an object with all its versions. There need not be one. */
  destroy(name: string): Promise<void>;
  /** Keeps what says what was destroyed. */
  keep(name: string, text: string): Promise<void>;
};

export type RetainedLedgers = {
  /** Every report that a ledger speaks of, by entity and reference. */
  reportsOf(key: LedgerKey): Promise<string[]>;
  /**
   * Replaces what older versions of these reports contributed to the ledger of a subject by nothing, and
   * writes it anew, and the ledgers of what the subject uses after it; everything that they held before
   * is removed with all its versions.
   *
   * @returns every ledger that was written.
   */
  forget(subject: LedgerKey, withdrawn: readonly Contribution[]): Promise<LedgerKey[]>;
};

/** What packages say of reports, each by entity and reference. */
export type PackagedReports = {
  /** They stand in a package that two people let leave. */
  disclosed: Set<string>;
  /** They stand in one that waits for its second person. */
  pending: Set<string>;
  /** They stand in these, which will never leave. */
  withdrawn: Map<string, DisclosureId[]>;
  /** Every disclosure that there is, whatever became of it. */
  named: Set<DisclosureId>;
};

export type RetainedCases = {
  packaged(): Promise<PackagedReports>;
  /** Whether there is a disclosure of that name at this moment. */
  isNamed(disclosureId: DisclosureId): Promise<boolean>;
  /** Whom a case links now, and the reports that decisions on it froze. */
  factsOf(caseId: CaseId): Promise<{ subjects: LedgerKey[]; reports: string[] }>;
};

export type RetentionPorts = {
  batches: RetainedBatches;
  inbox: Pick<Inbox, 'read' | 'keep' | 'keepReports'>;
  register: ReportRegister;
  objects: RetainedObjects;
  ledgers: RetainedLedgers;
  cases: RetainedCases;
  holds: Pick<LegalHolds, 'all'>;
  packages: {
    /**
     * Removes a package that will never leave, with all its versions.
     *
     * @param noted is kept in its place; of several the first. Left out where no disclosure names it.
     */
    destroy(disclosureId: DisclosureId, noted?: PackageDestruction): Promise<void>;
    /** Those of whose bytes no version was written since a moment, RFC 3339. */
    keptBefore(moment: string): Promise<DisclosureId[]>;
  };
  evaluations: { request(keys: readonly LedgerKey[], onBehalfOf: EntityNumber): Promise<void> };
  /** Resolves when it is certain to be recorded. */
  tell(acted: RetentionActed): Promise<void>;
  now: () => string;
};
