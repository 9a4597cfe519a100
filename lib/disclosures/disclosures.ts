import type { Page } from '../cases/cases.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { ApprovedDisclosure, Disclosure, DispatchedDisclosure } from './disclosure.ts';

/** The port to disclosures. Human decisions change them through `Cases.decide` only. */
export type Disclosures = {
  get(disclosureId: DisclosureId): Promise<Disclosure | undefined>;
  /** Of one status, the one submitted last first. */
  list(query: {
    status: Disclosure['status'];
    cursor?: string;
    limit: number;
  }): Promise<Page<Disclosure>>;
  /** Marks an approved disclosure as dispatched. Does nothing when it is no longer approved. */
  markDispatched(disclosure: DispatchedDisclosure): Promise<void>;
  /**
   * Says of an approved disclosure why it has not left, and has its message sent again from `retryAt`
   * (RFC 3339 UTC) on. Does nothing when it is no longer approved.
   */
  hold(disclosure: ApprovedDisclosure, retryAt: string): Promise<void>;
};
