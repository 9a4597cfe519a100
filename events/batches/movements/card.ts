import type { Client, Movement } from '../client.ts';
import type { Merchant } from '../merchants.ts';
import type { City } from '../places.ts';

type Charge = {
  at: string;
  amount: string;
  merchant: Merchant;
  /** Where the shop is; an online purchase has no place. */
  city?: City;
};

/** A purchase with the client's card: in a shop of `city`, or online. */
export const buy = (client: Client, charge: Charge): Movement => ({
  transaction: {
    ...common(client, charge),
    start: [
      {
        direction: 'out',
        kind: 'funds_withdrawal',
        amount: charge.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        conductors: [{ party: client.party.ref }],
      },
    ],
    complete: [
      {
        disposition: charge.merchant.sells,
        amount: charge.amount,
        currency: 'CAD',
        beneficiaries: [{ party: charge.merchant.party.ref }],
      },
    ],
  },
  others: [charge.merchant.party],
});

/** The merchant gives the whole or a part of an earlier purchase back to the card. */
export const refund = (client: Client, charge: Charge): Movement => ({
  transaction: {
    ...common(client, charge),
    start: [
      {
        direction: 'in',
        kind: 'domestic_transfer',
        amount: charge.amount,
        currency: 'CAD',
        conductors: [{ party: charge.merchant.party.ref }],
      },
    ],
    complete: [
      {
        disposition: 'deposit',
        amount: charge.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        beneficiaries: [{ party: client.party.ref }],
      },
    ],
  },
  others: [charge.merchant.party],
});

function common(client: Client, { at, merchant, city }: Charge) {
  return {
    location: `BR${client.account.branch}`,
    attempted: false,
    at,
    method: city ? ('other' as const) : ('online' as const),
    context: {
      mcc: merchant.mcc,
      merchant: merchant.party.name,
      cardPresent: city !== undefined,
      ...(city && {
        city: city.name,
        province: city.province,
        lat: city.latitude,
        lon: city.longitude,
      }),
    },
  };
}
