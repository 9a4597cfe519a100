import { type Disclosure, disclosureSchema } from '../disclosures/disclosure.ts';
import { disclosureKey } from './keys.ts';

/** The list of disclosures of one status, in the order of their submission. */
export const disclosureWorklist = (status: Disclosure['status']) => `DISCLOSURES#${status}`;

/**
 * A disclosure as the cases table holds it.
 *
 * @throws ZodError for one that could not be read again: it must never be written.
 */
export const disclosureItem = (disclosure: Disclosure) => ({
  ...disclosureKey(disclosure.disclosureId),
  worklist: disclosureWorklist(disclosure.status),
  worklistOrder: `${disclosure.submittedAt}#${disclosure.disclosureId}`,
  disclosure: disclosureSchema.parse(disclosure),
});

export const disclosureOf = ({ disclosure }: Record<string, unknown>): Disclosure =>
  disclosureSchema.parse(disclosure);
