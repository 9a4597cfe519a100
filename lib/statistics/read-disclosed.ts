import type { Disclosure } from '../disclosures/disclosure.ts';
import type { Disclosures } from '../disclosures/disclosures.ts';
import type { Disclosed } from './disclosed.ts';

/** In the order in which a disclosure goes through them: one that moves on meanwhile is met again. */
const afterApproval = ['approved', 'dispatched', 'received'] as const;

/** Every disclosure that two people let leave, each once, as it was last seen. */
export async function readApproved({
  disclosures,
}: {
  disclosures: Pick<Disclosures, 'list'>;
}): Promise<ApprovedOrLater[]> {
  const found = new Map<string, ApprovedOrLater>();
  for (const status of afterApproval) {
    let cursor: string | undefined;
    do {
      const page = await disclosures.list({ status, limit: 100, ...(cursor && { cursor }) });
      for (const one of page.items) if (isApproved(one)) found.set(one.disclosureId, one);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return [...found.values()];
}

type ApprovedOrLater = Extract<Disclosure, { status: (typeof afterApproval)[number] }>;
const isApproved = (one: Disclosure): one is ApprovedOrLater => 'approvedAt' in one;

/** What statistics need of it. */
export const disclosedOf = ({
  caseId,
  disclosureId,
  recipient,
  approvedAt,
  counted,
  amends,
}: ApprovedOrLater): Disclosed => ({
  caseId,
  disclosureId,
  recipient,
  approvedAt,
  ...counted,
  isAmendment: amends !== undefined,
});
