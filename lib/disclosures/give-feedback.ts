import { DomainError, InvalidRequest } from '../errors.ts';
import type { DisclosureId, RecipientId, UserId } from '../identifiers.ts';
import { type DisclosureDecisionPorts, decideOnDisclosure } from './decide-on-disclosure.ts';
import type { Disclosure } from './disclosure.ts';
import type { Feedback, Verdict } from './feedback.ts';
import type { Outboxes } from './outbox.ts';
import { ownDelivery } from './own-delivery.ts';
import type { Packages } from './packages.ts';
import { parsePackage } from './parse-package.ts';
import { readPackage } from './read-package.ts';
import type { DecisionTaken } from './take-decision.ts';

/** A verdict names an indicator by its place in the package's list, from 1, or by its title there. */
type NamedVerdict = { indicator: number | string; verdict: Verdict };

export type FeedbackRequest = {
  agency: RecipientId;
  user: UserId;
  disclosureId: DisclosureId;
  feedback: Omit<Feedback, 'indicators'> & { indicators: readonly NamedVerdict[] };
  requestKey: string;
};

/**
 * Records what a recipient says of a package that it holds. It may say so again, and the latest counts.
 *
 * @throws DomainError disclosure-not-found for anything that is not in the agency's own outbox;
 *   receipt-missing before a receipt was given. InvalidRequest for a verdict on what is not in the
 *   package, or two on one thing.
 */
export async function giveFeedback(
  ports: DisclosureDecisionPorts & { outboxes: Outboxes; packages: Pick<Packages, 'get'> },
  { agency, user, disclosureId, feedback, requestKey }: FeedbackRequest,
): Promise<DecisionTaken> {
  await ownDelivery(ports, agency, disclosureId);
  const disclosure = await ports.disclosures.get(disclosureId);
  if (!disclosure) throw new DomainError('disclosure-not-found', disclosureId);
  const kept = { ...feedback, indicators: await lookUp(ports, disclosure, feedback.indicators) };
  return decideOnDisclosure(
    ports,
    {
      disclosureId,
      actor: user,
      requestKey,
      kind: 'feedback',
      reason: 'The recipient said what became of the package',
      details: { feedback: kept },
    },
    (standing, _theCase, givenAt) => {
      if (standing.status !== 'received') throw new DomainError('receipt-missing', disclosureId);
      return { disclosures: [{ ...standing, feedback: { ...kept, givenAt, givenBy: user } }] };
    },
  );
}

/** Which rule each verdict is about: rules have no name in a package, only a place and a title. */
async function lookUp(
  ports: { packages: Pick<Packages, 'get'> },
  disclosure: Disclosure,
  given: readonly NamedVerdict[],
): Promise<Feedback['indicators']> {
  if (given.length === 0) return [];
  const bytes = await readPackage(ports, disclosure);
  const { indicators } = parsePackage(bytes);
  const found = new Map<number, Feedback['indicators'][number]>();
  for (const [place, { indicator: named, verdict }] of given.entries()) {
    const numbers = indicators.flatMap(({ title }, index) =>
      named === title || named === index + 1 ? index + 1 : [],
    );
    if (numbers.length === 0) throw faultAt(place, 'unknown', 'No such indicator in the package');
    for (const number of numbers) {
      const indicator = disclosure.indicators?.[number - 1];
      if (!indicator) throw faultAt(place, 'unknown', 'No such indicator in the package');
      if (found.has(number)) throw faultAt(place, 'repeated', 'An earlier verdict is on it too');
      found.set(number, { number, indicator, verdict });
    }
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

const faultAt = (place: number, code: string, message: string) =>
  new InvalidRequest([{ pointer: `/indicators/${place}/indicator`, code, message }]);
