import type {
  DisclosurePackage,
  PackageAccount,
  PackageParty,
  PossibleVictim,
} from '../package.ts';
import { countryCode } from '../place-words.ts';
import { type Elements, saying, unmapped } from './goaml-words.ts';

type Party = PackageParty | PossibleVictim;

/** What goAML asks for and nobody said. */
const notKnown = '-';

/** Looks up parties and accounts of a package by their labels. */
export function goamlLookups({ parties, possibleVictims, accounts }: DisclosurePackage) {
  return {
    party: new Map<string, Party>([...parties, ...possibleVictims].map((one) => [one.label, one])),
    account: new Map(accounts.map((one) => [one.label, one])),
  };
}
export type Lookups = ReturnType<typeof goamlLookups>;

/** `from_person`, `to_entity`…: the element that a party is, under its prefix. */
export const goamlParty = (prefix: string, party: Party): Elements =>
  party.kind === 'person'
    ? { [`${prefix}person`]: goamlPerson(party) }
    : { [`${prefix}entity`]: goamlEntity(party) };

/** The elements of `t_person`. The package has whole names: they stand under `last_name`. */
export function goamlPerson(party: Party): Elements {
  const [name, ...others] = party.names;
  const [birthDate] = party.birthDates;
  const [citizenship] = party.citizenships;
  const [residence] = party.residences;
  const [email] = party.emails;
  const [occupation] = party.occupations;
  const [employer] = party.employers;
  return saying({
    first_name: notKnown,
    last_name: name ?? notKnown,
    birthdate: birthDate && `${birthDate}T00:00:00`,
    alias: [...others, ...party.aliases].join('; '),
    nationality1: citizenship && (countryCode(citizenship) ?? unmapped),
    residence: residence && (countryCode(residence) ?? unmapped),
    ...contactElements(party),
    email,
    occupation,
    employer_name: employer,
    identification: party.idDocuments.map(({ type, number, issuer }) =>
      saying({ type: unmapped, number, issued_by: issuer, comments: type }),
    ),
    comments: commentsOf(party),
  });
}

/** The elements of `t_entity`. */
function goamlEntity(party: Party): Elements {
  const [name, ...others] = party.names;
  const [registration] = party.registrations;
  const [business] = party.businesses;
  const [email] = party.emails;
  const [url] = party.websites;
  return saying({
    name: name ?? notKnown,
    commercial_name: [...others, ...party.aliases].join('; '),
    incorporation_number: registration?.number,
    business,
    ...contactElements(party),
    email,
    url,
    incorporation_state: registration?.place,
    comments: commentsOf(party),
  });
}

const contactElements = ({ phones, addresses }: Party) => ({
  phones: phones.length > 0 ? { phone: phones.map(phoneElements) } : undefined,
  addresses: addresses.length > 0 ? { address: addresses.map(addressElements) } : undefined,
});

const phoneElements = (number: string): Elements => ({
  tph_contact_type: unmapped,
  tph_communication_type: unmapped,
  tph_number: number,
});

const addressElements = (address: string): Elements => ({ address_type: unmapped, address });

/** The countries that have no element of their own, by their names: all but the first, or all. */
const withoutCode = ([first, ...others]: readonly string[]): string[] =>
  first === undefined || countryCode(first) ? others : [first, ...others];

/** What identifies a party and has no element of its own, after its label and role. */
function commentsOf(party: Party): string {
  const more: [string, readonly string[]][] = [
    ['client', party.clientNumbers],
    ['user', party.userNames],
    ['birth', party.birthDates.slice(1)],
    ['citizenship', withoutCode(party.citizenships)],
    ['residence', withoutCode(party.residences)],
    ['email', party.emails.slice(1)],
    ['url', party.kind === 'person' ? party.websites : party.websites.slice(1)],
    ['occupation', party.occupations.slice(1)],
    ['employer', party.employers.slice(1)],
    ['business', party.kind === 'person' ? party.businesses : party.businesses.slice(1)],
    [
      'registration',
      (party.kind === 'person' ? party.registrations : party.registrations.slice(1)).map(
        ({ number, place }) => [number, place].filter(Boolean).join(' '),
      ),
    ],
    [
      'identification',
      party.kind === 'person'
        ? []
        : party.idDocuments.map(({ type, number, issuer }) =>
            [type, number, issuer].filter(Boolean).join(' '),
          ),
    ],
  ];
  return [
    party.label,
    party.role,
    ...more
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => `${name}: ${values.join(', ')}`),
  ].join('; ');
}

/** The elements of `t_account`, its holders as signatories. */
export function goamlAccount(
  account: PackageAccount,
  { status, lookups }: { status: string | undefined; lookups: Lookups },
): Elements {
  const holders = account.holders.flatMap((label) => lookups.party.get(label) ?? []);
  const [entity] = holders.filter(({ kind }) => kind === 'entity');
  return saying({
    institution_name: account.institution,
    institution_code: account.institution,
    branch: account.branch,
    account: account.number ?? notKnown,
    currency_code: account.currency,
    personal_account_type: unmapped,
    t_entity: entity && goamlEntity(entity),
    signatory: holders
      .filter(({ kind }) => kind === 'person')
      .map((person) => ({ t_person: goamlPerson(person) })),
    opened: account.opened && `${account.opened}T00:00:00`,
    closed: account.closed && `${account.closed}T00:00:00`,
    status_code: status && unmapped,
    comments: [account.label, account.type, status].filter(Boolean).join('; '),
  });
}
