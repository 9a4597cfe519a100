import type { Translated } from '../translated.ts';
import type { Indicator } from './indicator.ts';
import type { Missing } from './missing-data.ts';

/** What nobody supplied, for whoever could ask for it. */
export const missingWords: Record<Missing | 'entries', Translated> = {
  entries: { en: 'any transaction by then', fr: 'toute opération jusque-là' },
  profiles: { en: 'the client’s profile', fr: 'le profil du client' },
  relationships: { en: 'relationships on file', fr: 'les relations au dossier' },
  sessions: { en: 'the log of sign-ins', fr: 'le journal des connexions' },
  cardAuthorizations: { en: 'card authorizations', fr: 'les autorisations de carte' },
  declined: { en: 'declined transactions', fr: 'les opérations refusées' },
  staffObservations: { en: 'observations of staff', fr: 'les observations du personnel' },
  advertMatches: { en: 'matches with adverts', fr: 'les correspondances avec des annonces' },
  adverseMedia: { en: 'media reports', fr: 'les mentions dans les médias' },
  facts: { en: 'facts on file', fr: 'les faits au dossier' },
  income: { en: 'the declared income', fr: 'le revenu déclaré' },
  employees: { en: 'the number of employees', fr: 'le nombre d’employés' },
  industry: { en: 'the industry code', fr: 'le code d’activité' },
  neighbours: {
    en: 'linked clients or shared contact details',
    fr: 'les clients liés ou les coordonnées partagées',
  },
  city: { en: 'the city of transactions', fr: 'la ville des opérations' },
  province: { en: 'the province of transactions', fr: 'la province des opérations' },
  country: { en: 'the country of transactions', fr: 'le pays des opérations' },
  location: { en: 'the place of transactions', fr: 'le lieu des opérations' },
  terminal: { en: 'the machine', fr: 'le guichet' },
  mcc: { en: 'the merchant category', fr: 'la catégorie de commerçant' },
  merchant: { en: 'the merchant’s name', fr: 'le nom du commerçant' },
  card: { en: 'the card', fr: 'la carte' },
  'card-present': { en: 'whether the card was present', fr: 'la présence de la carte' },
  memo: { en: 'the memo', fr: 'le libellé' },
  purpose: { en: 'the stated purpose', fr: 'le motif déclaré' },
  recipient: { en: 'the recipient as typed', fr: 'le destinataire tel que saisi' },
  'sender-alias': { en: 'the sender’s alias', fr: 'le pseudonyme de l’expéditeur' },
  counterparty: { en: 'the other side', fr: 'l’autre partie' },
  'counterparty-name': { en: 'the other side’s name', fr: 'le nom de l’autre partie' },
  'counterparty-country': { en: 'the other side’s country', fr: 'le pays de l’autre partie' },
  coordinates: {
    en: 'where within a city it happened',
    fr: 'l’endroit précis dans la ville',
  },
  institution: { en: 'the other side’s institution', fr: 'l’institution de l’autre partie' },
  conductor: { en: 'who carried it out', fr: 'qui a effectué l’opération' },
  device: { en: 'the device', fr: 'l’appareil' },
  fee: { en: 'the fee', fr: 'les frais' },
  'home-city': { en: 'the client’s home city', fr: 'la ville du domicile du client' },
  'home-province': { en: 'the client’s home province', fr: 'la province du domicile du client' },
  'birth-date': { en: 'the client’s birth date', fr: 'la date de naissance du client' },
  'declared-hours': { en: 'the declared opening hours', fr: 'les heures d’ouverture déclarées' },
};

/** Where the data of an indicator comes from. */
export const tierWords: Record<Indicator['tier'], Translated> = {
  A: { en: 'the account alone', fr: 'le compte seul' },
  B: { en: 'notes of staff and logs', fr: 'les notes du personnel et les journaux' },
  C: { en: 'outside data', fr: 'des données externes' },
};
