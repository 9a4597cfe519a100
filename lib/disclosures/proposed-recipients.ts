import type { Case } from '../cases/case.ts';
import type { RecipientId } from '../identifiers.ts';
import { isPolice, type RoutingTable } from './recipient.ts';
import { route } from './route.ts';

/** The routing table, and the day on which it is asked: an ISO date. */
export type Routing = { table: RoutingTable; day: string };

type Waiting = Extract<Case, { status: 'open' | 'claimed' }>;

/** Whether it is still to be said who receives it. */
const isWaiting = (theCase: Case): theCase is Waiting =>
  theCase.status === 'open' || theCase.status === 'claimed';

/**
 * Whom the routing proposes for a case that nobody has submitted yet, by what its ledgers tell of places.
 * A submission reads the reports in full, which also tell that a wire was paid in cash: where that decides
 * between two services it may propose the other one.
 *
 * @returns none for a case that was submitted or is no longer one.
 */
export function proposedRecipients(theCase: Case, { table, day }: Routing): RecipientId[] {
  if (!isWaiting(theCase)) return [];
  const { typology, informedBy = [], whereabouts } = theCase;
  const routed = route(table, {
    ...{ informedBy, typology, day },
    places: (whereabouts?.facts ?? []).map(({ province, city, count }) => ({
      ...{ kind: 'other', province, count },
      ...(city !== undefined && { city }),
    })),
    homeProvinces: whereabouts?.homes ?? [],
    // Whom it adds is never proposed.
    crossBorder: false,
  });
  return routed.flatMap(({ recipient, proposed }) =>
    proposed && isPolice(recipient) ? [recipient.id] : [],
  );
}

/** Whether a case was submitted for a recipient or, until it is, would be by the routing. */
export function isFor(theCase: Case, recipient: RecipientId, routing: Routing): boolean {
  if (isWaiting(theCase)) return proposedRecipients(theCase, routing).includes(recipient);
  return 'recipients' in theCase && theCase.recipients?.includes(recipient) === true;
}
