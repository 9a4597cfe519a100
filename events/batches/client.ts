import type { Account, Transaction } from '../../lib/reports/report.ts';
import type { NamedPerson, Organization } from './people.ts';
import type { City } from './places.ts';

/** The two institutions of the samples: a bank, and a credit union that also remits. Neither exists. */
export const institutions = {
  northbank: {
    number: 1_234_567,
    sector: 'bank',
    slug: 'northbank',
    fi: '999',
    prefix: 'NB',
    contactId: 42,
  },
  lakeshore: {
    number: 7_654_321,
    sector: 'credit_union',
    slug: 'lakeshore',
    fi: '998',
    prefix: 'LS',
    contactId: 7,
  },
} as const;
export type Institution = (typeof institutions)[keyof typeof institutions];

/** Somebody who banks with one of the institutions, and the account that its reports speak of. */
export type Client = {
  institution: Institution;
  home: City;
  party: (NamedPerson | Organization) & { clientNumber: string };
  account: Account;
};

/** A transaction and everybody it names beside the client. */
export type Movement = {
  transaction: Omit<Transaction, 'ref'>;
  others: (NamedPerson | Organization)[];
};

export type Clients = {
  /** Opens the account of a new client. */
  open(
    institution: Institution,
    home: City,
    party: NamedPerson | Organization,
    facts?: Partial<Pick<Account, 'opened' | 'type'>>,
  ): Client;
};

/** Client and account numbers, handed out once. */
export function createClients(): Clients {
  let count = 0;
  return {
    open(institution, home, party, facts = {}) {
      const number = 10_000 + ++count;
      const account: Account = {
        ref: `a${number}`,
        fi: institution.fi,
        branch: String(100 + (number % 40)).padStart(5, '0'),
        number: `555${number}`,
        type: party.kind === 'entity' ? 'business' : 'personal',
        currency: 'CAD',
        opened: `${2012 + (number % 13)}-0${1 + (number % 9)}-1${number % 10}`,
        holders: [party.ref],
        ...facts,
      };
      const clientNumber = `${institution.prefix}-${number}`;
      return { institution, home, party: { ...party, clientNumber }, account };
    },
  };
}
