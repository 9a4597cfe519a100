import type { NotDisclosed } from '../cases/decision-details.ts';
import { DomainError } from '../errors.ts';
import type { RecipientId } from '../identifiers.ts';
import type { Disclosure } from './disclosure.ts';
import { policeBasis, type SecondTestBasis } from './legal-basis.ts';
import { isPolice, type RoutingTable, recipientOn } from './recipient.ts';

/** To whom it was considered to disclose, under which test, and why not. */
export type ConsideredRecipient = {
  id: RecipientId;
  /** Required of every recipient that is not a police service. */
  legalBasis?: SecondTestBasis | undefined;
  reason: string;
};

/**
 * The records of a decision not to disclose, one for each recipient: those that the approver considered,
 * else those of the submission; where there are neither, one of the first test, which is then not met
 * for anybody.
 *
 * @param day of the decision, ISO date.
 * @throws DomainError no-recipient when one is unknown, named twice or not in force; second-test-missing
 *   when one that is not a police service comes without its own test.
 */
export function notDisclosed(
  table: RoutingTable,
  {
    considered = [],
    submitted,
    reason,
    day,
  }: {
    considered: readonly ConsideredRecipient[] | undefined;
    submitted: readonly Disclosure[];
    reason: string;
    day: string;
  },
): NotDisclosed[] {
  if (new Set(considered.map(({ id }) => id)).size < considered.length) {
    throw new DomainError('no-recipient', 'named twice');
  }
  const told = considered.map((one) => recordOf(table, one, day));
  const named = new Set(told.map(({ recipient }) => recipient));
  const rest = submitted
    .filter(({ recipient }) => !named.has(recipient))
    .map(({ recipient, legalBasis }) => ({ recipient, legalBasis, reason }));
  const records = [...told, ...rest];
  return records.length > 0 ? records : [{ legalBasis: policeBasis, reason }];
}

function recordOf(
  table: RoutingTable,
  { id, legalBasis, reason }: ConsideredRecipient,
  day: string,
): NotDisclosed {
  const recipient = recipientOn(table, id, day);
  if (!recipient) throw new DomainError('no-recipient', id);
  if (isPolice(recipient)) return { recipient: id, legalBasis: policeBasis, reason };
  if (!legalBasis || !recipient.legalBases.includes(legalBasis)) {
    throw new DomainError('second-test-missing', id);
  }
  return { recipient: id, legalBasis, reason };
}
