import type { Client, Movement } from '../client.ts';
import type { NamedPerson } from '../people.ts';
import type { City } from '../places.ts';

type Cash = {
  at: string;
  amount: string;
  city: City;
  /** Which machine of the city; a counter has none. Far apart unless the same. */
  machine?: number;
  /** Who carries the cash; the client when absent. */
  by?: NamedPerson;
  terminalOwner?: 'bank' | 'white_label';
};

/** Cash put into the client's account at a machine, or at the counter when no machine is named. */
export const depositCash = (client: Client, cash: Cash): Movement => ({
  transaction: {
    ...common(client, cash),
    start: [
      {
        direction: 'in',
        kind: 'cash',
        amount: cash.amount,
        currency: 'CAD',
        conductors: [carrier(client, cash)],
      },
    ],
    complete: [
      {
        disposition: 'deposit',
        amount: cash.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        beneficiaries: [{ party: client.party.ref }],
      },
    ],
  },
  others: cash.by ? [cash.by] : [],
});

/** Cash taken out of the client's account. */
export const withdrawCash = (client: Client, cash: Cash): Movement => ({
  transaction: {
    ...common(client, cash),
    start: [
      {
        direction: 'out',
        kind: 'funds_withdrawal',
        amount: cash.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        conductors: [carrier(client, cash)],
      },
    ],
    complete: [{ disposition: 'cash_withdrawal', amount: cash.amount, currency: 'CAD' }],
  },
  others: cash.by ? [cash.by] : [],
});

const carrier = (client: Client, { by }: Cash) =>
  by ? { party: by.ref, onBehalfOf: [{ party: client.party.ref }] } : { party: client.party.ref };

function common(client: Client, { at, city, machine, terminalOwner }: Cash) {
  // A kilometre or so between machines of one city.
  const shift = (machine ?? 0) * 0.011;
  return {
    location: `BR${client.account.branch}`,
    attempted: false,
    at,
    method: machine === undefined ? ('in_person' as const) : ('abm' as const),
    context: {
      city: city.name,
      province: city.province,
      lat: Number((city.latitude + shift).toFixed(4)),
      lon: city.longitude,
      ...(machine !== undefined && {
        terminal: `${city.postal}-${String(machine).padStart(2, '0')}`,
        terminalOwner: terminalOwner ?? ('bank' as const),
      }),
    },
  };
}
