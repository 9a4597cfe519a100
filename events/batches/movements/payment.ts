import type { Client, Movement } from '../client.ts';
import type { NamedPerson, Organization } from '../people.ts';
import type { City } from '../places.ts';

type Payment = {
  at: string;
  amount: string;
  to: NamedPerson | Organization;
  memo?: string;
  purpose?: string;
};

/** A transfer from the account to a person or organization in Canada, such as a bill or a wage. */
export const pay = (client: Client, payment: Payment): Movement =>
  leaving(client, payment, { disposition: 'outgoing_domestic' });

/**
 * Money sent to a person abroad, online or at the counter of an agent; `fee` is what it costs. The
 * country is the beneficiary's, whose address tells it.
 */
export const sendAbroad = (
  client: Client,
  { counter, fee, ...payment }: Payment & { counter?: City; fee?: string },
): Movement => {
  const place = counter && { city: counter.name, province: counter.province };
  const sent = leaving(
    client,
    payment,
    { disposition: 'outgoing_international' },
    { ...place, fee },
  );
  if (!counter) return sent;
  return { ...sent, transaction: { ...sent.transaction, method: 'in_person' } };
};

/** A load of one of the client's prepaid cards. */
export const loadCard = (
  client: Client,
  { card, ...payment }: Payment & { card: string },
): Movement => leaving(client, payment, { disposition: 'prepaid_card' }, { card });

type Leaving = NonNullable<Movement['transaction']['complete']>[number]['disposition'];

function leaving(
  client: Client,
  { at, amount, to, memo, purpose }: Payment,
  { disposition }: { disposition: Leaving },
  more: Record<string, string | undefined> = {},
): Movement {
  const stated = Object.entries({ memo, ...more }).filter(([, value]) => value !== undefined);
  return {
    transaction: {
      location: `BR${client.account.branch}`,
      attempted: false,
      at,
      method: 'online',
      ...(purpose !== undefined && { purpose }),
      start: [
        {
          direction: 'out',
          kind: 'funds_withdrawal',
          amount,
          currency: 'CAD',
          account: client.account.ref,
          accountStatus: 'active',
          conductors: [{ party: client.party.ref }],
        },
      ],
      complete: [{ disposition, amount, currency: 'CAD', beneficiaries: [{ party: to.ref }] }],
      ...(stated.length > 0 && { context: Object.fromEntries(stated) }),
    },
    others: [to],
  };
}
