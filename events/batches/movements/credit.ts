import type { Client, Movement } from '../client.ts';
import type { NamedPerson, Organization } from '../people.ts';

type Credit = {
  at: string;
  amount: string;
  from: Organization;
  /** "payroll" and "government" are the words of the profile. */
  purpose?: string;
  memo?: string;
  /** The person the credit names, when it is not the holder of the account. */
  naming?: NamedPerson;
};

/** Money an organization pays into the account: wages, benefits, pay-outs, reimbursements. */
export const credit = (client: Client, given: Credit): Movement => ({
  transaction: {
    location: `BR${client.account.branch}`,
    attempted: false,
    at: given.at,
    method: 'online',
    ...(given.purpose !== undefined && { purpose: given.purpose }),
    start: [
      {
        direction: 'in',
        kind: 'domestic_transfer',
        amount: given.amount,
        currency: 'CAD',
        conductors: [{ party: given.from.ref }],
      },
    ],
    complete: [
      {
        disposition: 'deposit',
        amount: given.amount,
        currency: 'CAD',
        account: client.account.ref,
        accountStatus: 'active',
        beneficiaries: [{ party: (given.naming ?? client.party).ref }],
      },
    ],
    ...(given.memo !== undefined && { context: { memo: given.memo } }),
  },
  others: given.naming ? [given.from, given.naming] : [given.from],
});
