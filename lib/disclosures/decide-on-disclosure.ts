import type { Case } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { AftermathDetails } from './aftermath-decisions.ts';
import type { Disclosure } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';
import {
  type DecisionPorts,
  type DecisionRequest,
  type DecisionTaken,
  type Transition,
  takeDecision,
} from './take-decision.ts';

export type DisclosureDecisionPorts = DecisionPorts & { disclosures: Disclosures };

export type DisclosureDecisionRequest = Omit<DecisionRequest, 'caseId' | 'aftermath'> & {
  disclosureId: DisclosureId;
  details?: Omit<AftermathDetails, 'about'>;
};

/** What a decision on a disclosure changes; the case itself only moves on by a revision. */
type Change = Pick<Transition, 'facts' | 'disclosures' | 'named' | 'messages'>;

/**
 * Takes a decision on one disclosure, as a decision on its case. The disclosure is read after the case:
 * whoever changed it since is in the way of the write, so nobody's change is lost.
 *
 * @throws DomainError disclosure-not-found, and what `takeDecision` throws.
 */
export async function decideOnDisclosure(
  ports: DisclosureDecisionPorts,
  { disclosureId, details, ...request }: DisclosureDecisionRequest,
  decide: (disclosure: Disclosure, theCase: Case, at: string) => Promise<Change> | Change,
): Promise<DecisionTaken> {
  const found = async () => {
    const disclosure = await ports.disclosures.get(disclosureId);
    if (!disclosure) throw new DomainError('disclosure-not-found', disclosureId);
    return disclosure;
  };
  const { caseId } = await found();
  const aftermath = { about: disclosureId, ...details };
  return takeDecision(ports, { ...request, caseId, aftermath }, async (theCase, at) => ({
    next: theCase,
    ...(await decide(await found(), theCase, at)),
  }));
}
