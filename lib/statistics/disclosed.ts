import type { CaseId, DisclosureId, RecipientId } from '../identifiers.ts';
import type { Counted } from './counted.ts';

/**
 * What statistics need of one package that two people let leave. It says nothing about anybody in it.
 */
export type Disclosed = Counted & {
  caseId: CaseId;
  disclosureId: DisclosureId;
  recipient: RecipientId;
  /** RFC 3339: when the second person agreed. */
  approvedAt: string;
  /** It takes the place of another package, and is no disclosure of its own. */
  isAmendment: boolean;
};
