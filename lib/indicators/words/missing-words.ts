import type { RecordPart } from '../../ledger/contribution.ts';
import type { Translated } from '../../translated.ts';
import type { EntryField, SubjectField } from '../entry-fields.ts';
import type { Indicator } from '../indicator.ts';
import type { Missing } from '../missing-data.ts';

export const partNames: Record<RecordPart, Translated> = {
  profiles: { en: 'client profile', fr: 'profil du client' },
  relationships: { en: 'relationships', fr: 'relations' },
  sessions: { en: 'sign-in log', fr: 'journal des connexions' },
  cardAuthorizations: { en: 'card authorizations', fr: 'autorisations de carte' },
  declined: { en: 'declined transactions', fr: 'opérations refusées' },
  staffObservations: { en: 'staff observations', fr: 'observations du personnel' },
  advertMatches: { en: 'matches with adverts', fr: 'correspondances avec des annonces' },
  adverseMedia: { en: 'media reports', fr: 'mentions dans les médias' },
  facts: { en: 'facts on file', fr: 'faits au dossier' },
};

/** What may never have been told, as a reporting entity would call it. */
export const missingNames: Record<Missing | EntryField | SubjectField | 'entries', Translated> = {
  ...partNames,
  entries: { en: 'any movement by then', fr: 'tout mouvement jusque-là' },
  income: { en: 'declared income', fr: 'revenu déclaré' },
  employees: { en: 'number of employees', fr: 'nombre d’employés' },
  industry: { en: 'industry code', fr: 'code d’activité' },
  neighbours: {
    en: 'linked clients or shared contact details',
    fr: 'clients liés ou coordonnées partagées',
  },
  city: { en: 'city', fr: 'ville' },
  province: { en: 'province', fr: 'province' },
  country: { en: 'country', fr: 'pays' },
  location: { en: 'place', fr: 'lieu' },
  terminal: { en: 'machine', fr: 'guichet' },
  mcc: { en: 'merchant category code', fr: 'code de catégorie de commerçant' },
  merchant: { en: 'merchant’s name', fr: 'nom du commerçant' },
  card: { en: 'card', fr: 'carte' },
  'card-present': { en: 'whether the card was present', fr: 'présence de la carte' },
  memo: { en: 'memo', fr: 'libellé' },
  purpose: { en: 'stated purpose', fr: 'motif déclaré' },
  recipient: { en: 'recipient as typed', fr: 'destinataire tel que saisi' },
  'sender-alias': { en: 'sender’s alias', fr: 'pseudonyme de l’expéditeur' },
  counterparty: { en: 'counterparty', fr: 'contrepartie' },
  'counterparty-name': { en: 'counterparty’s name', fr: 'nom de la contrepartie' },
  'counterparty-country': { en: 'counterparty’s country', fr: 'pays de la contrepartie' },
  'counterparty-age': { en: 'counterparty’s age', fr: 'âge de la contrepartie' },
  coordinates: {
    en: 'where exactly it happened: coordinates or a postal code',
    fr: 'l’endroit exact : coordonnées ou code postal',
  },
  institution: { en: 'counterparty’s institution', fr: 'institution de la contrepartie' },
  conductor: { en: 'who carried it out', fr: 'qui a effectué l’opération' },
  device: { en: 'device', fr: 'appareil' },
  fee: { en: 'fee', fr: 'frais' },
  'home-city': { en: 'client’s home city', fr: 'ville du domicile du client' },
  'home-province': { en: 'client’s home province', fr: 'province du domicile du client' },
  'birth-date': { en: 'client’s birth date', fr: 'date de naissance du client' },
  'declared-hours': { en: 'declared opening hours', fr: 'heures d’ouverture déclarées' },
};

/** Where the data of an indicator comes from. */
export const tierWords: Record<Indicator['tier'], Translated> = {
  A: { en: 'the account alone', fr: 'le compte seul' },
  B: { en: 'notes of staff and logs', fr: 'les notes du personnel et les journaux' },
  C: { en: 'outside data', fr: 'des données externes' },
};
