import type { Link } from '../cases/assessment.ts';
import type { Party, Transaction } from '../reports/report.ts';
import type { Translated } from '../translated.ts';

/* Parties, their documents and what connects them, in words. */

type IdDocument = NonNullable<Party['ids']>[number]['type'];

export const idDocumentWords: Record<IdDocument, Translated> = {
  birth_certificate: { en: 'birth certificate', fr: 'certificat de naissance' },
  passport: { en: 'passport', fr: 'passeport' },
  other: { en: 'other document', fr: 'autre document' },
  drivers_licence: { en: 'driver’s licence', fr: 'permis de conduire' },
  citizenship_card: { en: 'citizenship card', fr: 'carte de citoyenneté' },
  certificate_of_indian_status: {
    en: 'certificate of Indian status',
    fr: 'certificat de statut d’Indien',
  },
  permanent_resident_card: { en: 'permanent resident card', fr: 'carte de résident permanent' },
  record_of_landing: { en: 'record of landing', fr: 'fiche d’établissement' },
  government_id: { en: 'government identification', fr: 'pièce d’identité gouvernementale' },
  provincial_id: { en: 'provincial identity card', fr: 'carte d’identité provinciale' },
  visa: { en: 'visa', fr: 'visa' },
};

/** What the party acted for is to the conductor. */
type Relationship = NonNullable<
  NonNullable<
    NonNullable<Transaction['start'][number]['conductors']>[number]['onBehalfOf']
  >[number]['relationship']
>;

export const relationshipWords: Record<Relationship, Translated> = {
  accountant: { en: 'accountant', fr: 'comptable' },
  agent: { en: 'agent', fr: 'mandataire' },
  borrower: { en: 'borrower', fr: 'emprunteur' },
  broker: { en: 'broker', fr: 'courtier' },
  customer: { en: 'customer', fr: 'client' },
  employee: { en: 'employee', fr: 'employé' },
  friend: { en: 'friend', fr: 'ami' },
  relative: { en: 'relative', fr: 'parent' },
  other: { en: 'other', fr: 'autre' },
  legal_counsel: { en: 'legal counsel', fr: 'conseiller juridique' },
  employer: { en: 'employer', fr: 'employeur' },
  joint_owner: { en: 'joint owner', fr: 'copropriétaire' },
  power_of_attorney: { en: 'power of attorney', fr: 'procuration' },
  vendor: { en: 'vendor', fr: 'fournisseur' },
};

export const linkWords: Record<Link['reason'], Translated> = {
  'joint-holding': { en: 'hold an account together', fr: 'sont cotitulaires d’un compte' },
  'shared-identity': {
    en: 'use the same identification document',
    fr: 'utilisent la même pièce d’identité',
  },
  'shared-name-and-birth': {
    en: 'have the same name and birth date',
    fr: 'ont le même nom et la même date de naissance',
  },
  'shared-phone': { en: 'use the same phone number', fr: 'utilisent le même numéro de téléphone' },
  'shared-email': { en: 'use the same e-mail address', fr: 'utilisent la même adresse courriel' },
  'shared-device': { en: 'use the same device', fr: 'utilisent le même appareil' },
  'shared-address': { en: 'use the same address', fr: 'utilisent la même adresse' },
  'shared-handle': {
    en: 'use the same user name',
    fr: 'utilisent le même nom d’utilisateur',
  },
  'shared-wallet': {
    en: 'use the same virtual currency address',
    fr: 'utilisent la même adresse de monnaie virtuelle',
  },
  transfers: {
    en: 'money passes from the one to the other',
    fr: 'de l’argent passe de l’un à l’autre',
  },
};

/** Canadian minor units. */
export const transfersWords: Translated = {
  en: '{count|transfer|transfers}, {total:money} in all',
  fr: '{count|virement|virements}, {total:money} en tout',
};

/** Why a party is in the package although the machine has judged nothing about it. */
export const partReasons = {
  acted: { en: 'Carried out', fr: 'A effectué' },
  directed: { en: 'Had somebody else carry out', fr: 'A fait effectuer par autrui' },
  received: { en: 'Received in', fr: 'A reçu dans' },
  held: { en: 'Holds an account used in', fr: 'Est titulaire d’un compte utilisé dans' },
  involved: { en: 'Was involved in', fr: 'A pris part à' },
  source: { en: 'Was the source of the funds in', fr: 'Était la source des fonds dans' },
} satisfies Record<string, Translated>;
export type PartKind = keyof typeof partReasons;

export const describedAsPossibleVictim: Translated = {
  en: 'A reporting entity describes this person as a possible victim.',
  fr: 'Une entité déclarante décrit cette personne comme une victime possible.',
};
