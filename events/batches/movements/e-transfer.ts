import type { Client, Movement } from '../client.ts';
import type { NamedPerson, Organization } from '../people.ts';

type Transfer = {
  at: string;
  amount: string;
  memo?: string;
  /** What the sender typed as recipient, when it is more than the address. */
  recipientAsTyped?: string;
};

/** An e-transfer deposited to the client's account. */
export const receiveTransfer = (
  client: Client,
  { from, ...transfer }: Transfer & { from: NamedPerson | Organization },
): Movement => ({
  transaction: {
    ...common(client, transfer),
    start: [
      {
        direction: 'in',
        kind: 'emt',
        amount: transfer.amount,
        currency: 'CAD',
        conductors: [{ party: from.ref, ...mail(from) }],
      },
    ],
    complete: [
      {
        disposition: 'deposit',
        amount: transfer.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        beneficiaries: [{ party: client.party.ref, ...mail(client.party) }],
      },
    ],
  },
  others: [from],
});

/** An e-transfer that the client sends. */
export const sendTransfer = (
  client: Client,
  { to, ...transfer }: Transfer & { to: NamedPerson | Organization },
): Movement => ({
  transaction: {
    ...common(client, transfer),
    start: [
      {
        direction: 'out',
        kind: 'funds_withdrawal',
        amount: transfer.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        conductors: [{ party: client.party.ref, ...mail(client.party) }],
      },
    ],
    complete: [
      {
        disposition: 'outgoing_emt',
        amount: transfer.amount,
        currency: 'CAD',
        beneficiaries: [{ party: to.ref, ...mail(to) }],
      },
    ],
  },
  others: [to],
});

const mail = ({ email }: NamedPerson | Organization) => (email === undefined ? {} : { email });

function common(client: Client, { at, memo, recipientAsTyped }: Transfer) {
  const context = {
    ...(memo !== undefined && { memo }),
    ...(recipientAsTyped !== undefined && { recipientAsTyped }),
  };
  return {
    location: `BR${client.account.branch}`,
    attempted: false,
    at,
    method: 'online' as const,
    ...(Object.keys(context).length > 0 && { context }),
  };
}
