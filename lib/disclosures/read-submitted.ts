import type { Case } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import type { SubmittedDisclosure } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';

/** The disclosures that a case was submitted with, in its order. */
export function readSubmitted(
  { disclosures }: { disclosures: Disclosures },
  theCase: Case,
): Promise<SubmittedDisclosure[]> {
  if (theCase.status !== 'submitted') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  return Promise.all(
    theCase.disclosures.map(async (disclosureId) => {
      const disclosure = await disclosures.get(disclosureId);
      if (disclosure?.status !== 'submitted') {
        throw new DomainError('case-not-in-that-state', disclosureId);
      }
      return disclosure;
    }),
  );
}
