import { type Draft, type Group, groupOf } from './column.ts';

/*
 * The columns of a person or an organization, twice: for the party that a row is about, and for the
 * other side of its transaction, so that one row is enough for a simple report.
 */

const party: Draft[] = [
  [
    'ref',
    'ref',
    'The party’s name in this report, such as p1; other columns refer to it',
    'Le nom de la partie dans cette déclaration, p. ex. p1; d’autres colonnes y renvoient',
    { key: true },
  ],
  ['kind', 'kind', 'person or entity', 'person (personne) ou entity (entité)'],
  [
    'role',
    'role',
    'subject, possible_victim, facilitator, buyer, merchant or unknown',
    'subject, possible_victim, facilitator, buyer, merchant ou unknown',
  ],
  ['surname', 'surname', 'Surname of a person', 'Nom de famille d’une personne'],
  ['given', 'given', 'Given name of a person', 'Prénom d’une personne'],
  ['other_name', 'otherName', 'Other names or initials', 'Autres prénoms ou initiales'],
  ['alias', 'alias', 'Alias', 'Pseudonyme'],
  ['birth_date', 'birthDate', 'Date of birth, 1996-02-11', 'Date de naissance, 1996-02-11'],
  ['occupation', 'occupation', 'Occupation', 'Profession'],
  ['employer', 'employer', 'Name of the employer', 'Nom de l’employeur'],
  [
    'residence',
    'residence',
    'Country of residence, two letters',
    'Pays de résidence, deux lettres',
  ],
  [
    'citizenship',
    'citizenship',
    'Country of citizenship, two letters',
    'Pays de citoyenneté, deux lettres',
  ],
  ['name', 'name', 'Name of an entity', 'Nom d’une entité'],
  ['business', 'business', 'Principal business of an entity', 'Activité principale d’une entité'],
  [
    'structure',
    'structure',
    'corporation, trust, widely_held_trust or other',
    'corporation, trust, widely_held_trust ou other',
  ],
  ['phone', 'phone', 'Telephone number', 'Numéro de téléphone'],
  ['extension', 'extension', 'Telephone extension', 'Poste téléphonique'],
  ['email', 'email', 'E-mail address', 'Adresse de courriel'],
  ['url', 'url', 'Web address', 'Adresse Web'],
  ['client_number', 'clientNumber', 'Your number for this client', 'Votre numéro pour ce client'],
  ['unit', 'address.unit', 'Unit or apartment', 'Unité ou appartement'],
  ['building', 'address.building', 'Building number', 'Numéro d’immeuble'],
  ['street', 'address.street', 'Street', 'Rue'],
  ['city', 'address.city', 'City', 'Ville'],
  ['district', 'address.district', 'District', 'District'],
  ['province', 'address.province', 'Province, two letters', 'Province, deux lettres'],
  ['postal', 'address.postal', 'Postal code', 'Code postal'],
  ['country', 'address.country', 'Country, two letters', 'Pays, deux lettres'],
  [
    'address',
    'address.unstructured',
    'The address in one text, when its parts are not known',
    'L’adresse en un seul texte, si ses parties sont inconnues',
  ],
];

const identification: Draft[] = [
  [
    'type',
    'type',
    'Kind of document: drivers_licence, passport, …; never a health or social insurance card',
    'Type de document : drivers_licence, passport, …; jamais une carte d’assurance maladie ou sociale',
    { key: true },
  ],
  ['number', 'number', 'Number of the document', 'Numéro du document', { key: true }],
  ['country', 'country', 'Issuing country, two letters', 'Pays d’émission, deux lettres'],
  ['province', 'province', 'Issuing province, two letters', 'Province d’émission, deux lettres'],
];

const registration: Draft[] = [
  ['number', 'number', 'Registration number', 'Numéro d’enregistrement', { key: true }],
  [
    'country',
    'country',
    'Country of registration, two letters',
    'Pays d’enregistrement, deux lettres',
  ],
  [
    'province',
    'province',
    'Province of registration, two letters',
    'Province d’enregistrement, deux lettres',
  ],
];

const partyGroups = (name: string, en: string, fr: string): Group[] => [
  groupOf(
    { name, prefix: `${name}_`, within: 'report', list: 'parties', title: { en, fr } },
    party,
  ),
  groupOf(
    {
      name: `${name}_id`,
      prefix: `${name}_id_`,
      within: name,
      list: 'ids',
      title: { en: `${en}: a document of identity`, fr: `${fr} : une pièce d’identité` },
    },
    identification,
  ),
  groupOf(
    {
      name: `${name}_registration`,
      prefix: `${name}_registration_`,
      within: name,
      list: 'registrations',
      title: { en: `${en}: a registration`, fr: `${fr} : un enregistrement` },
    },
    registration,
  ),
];

export const parties: Group[] = [
  ...partyGroups('party', 'Party', 'Partie'),
  ...partyGroups('counterparty', 'Counterparty', 'Contrepartie'),
];
