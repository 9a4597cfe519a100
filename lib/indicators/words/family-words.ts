import type { Translated } from '../../translated.ts';
import type { Family } from '../indicator.ts';

export const familyNames: Record<Family, Translated> = {
  CASH: { en: 'Cash placement and withdrawal', fr: 'Dépôts et retraits d’espèces' },
  EMT_INFLOW: { en: 'E-transfer and deposit inflow', fr: 'Virements et dépôts reçus' },
  PASS_THROUGH: {
    en: 'Pass-through and separation of money',
    fr: 'Passage et séparation de l’argent',
  },
  LODGING: { en: 'Lodging', fr: 'Hébergement' },
  TRANSPORT: { en: 'Travel and local transport', fr: 'Voyages et transport local' },
  ADS: { en: 'Advertising', fr: 'Annonces' },
  SUSTENANCE: { en: 'Food, drug store, clothing', fr: 'Repas, pharmacie, vêtements' },
  STORED_VALUE: {
    en: 'Prepaid, gift and stored value',
    fr: 'Cartes prépayées, cadeaux et valeur stockée',
  },
  VIRTUAL_CURRENCY: { en: 'Virtual currency', fr: 'Monnaie virtuelle' },
  GAMBLING: { en: 'Gambling', fr: 'Jeu' },
  PROCESSOR: { en: 'Payment processors', fr: 'Processeurs de paiement' },
  LIFESTYLE: { en: 'Lifestyle and other spending', fr: 'Train de vie et autres dépenses' },
  TELECOM: { en: 'Telecom', fr: 'Télécommunications' },
  CONTROL: { en: 'Control of a person or account', fr: 'Emprise sur une personne ou un compte' },
  IDENTITY_OSINT: {
    en: 'Identity and open-source links',
    fr: 'Identité et liens de sources ouvertes',
  },
  PROFILE: { en: 'Mismatch with profile', fr: 'Écart avec le profil' },
  STOREFRONT: { en: 'Storefront businesses', fr: 'Commerces' },
  PREMISES: { en: 'Private premises', fr: 'Locaux privés' },
  CROSS_BORDER: { en: 'Cross-border flows', fr: 'Flux transfrontaliers' },
  LABOUR_PAY: { en: 'Labour: wages', fr: 'Travail : salaires' },
  LABOUR_FEES: {
    en: 'Labour: fees, debt and clawback',
    fr: 'Travail : frais, dette et restitution',
  },
  LABOUR_RECRUIT: { en: 'Labour: recruitment', fr: 'Travail : recrutement' },
  LABOUR_BUSINESS: { en: 'Labour: employer accounts', fr: 'Travail : comptes d’employeur' },
  LABOUR_CONTROL: { en: 'Labour: control', fr: 'Travail : emprise' },
  OCSE_REMIT: {
    en: 'Online child exploitation: remittances',
    fr: 'Exploitation d’enfants en ligne : envois',
  },
  OCSE_TRAVEL: {
    en: 'Online child exploitation: travel',
    fr: 'Exploitation d’enfants en ligne : voyages',
  },
  OCSE_P2P: {
    en: 'Online child exploitation: peer payments',
    fr: 'Exploitation d’enfants en ligne : paiements entre pairs',
  },
  OCSE_MEMO: {
    en: 'Online child exploitation: text',
    fr: 'Exploitation d’enfants en ligne : libellés',
  },
  OCSE_TECH: {
    en: 'Online child exploitation: technology purchases',
    fr: 'Exploitation d’enfants en ligne : achats technologiques',
  },
  OCSE_LURING: {
    en: 'Online child exploitation: luring',
    fr: 'Exploitation d’enfants en ligne : leurre',
  },
  OCSE_EXTORTION: {
    en: 'Online child exploitation: extortion',
    fr: 'Exploitation d’enfants en ligne : extorsion',
  },
  OCSE_DOLL: {
    en: 'Online child exploitation: dolls',
    fr: 'Exploitation d’enfants en ligne : poupées',
  },
  SMUGGLING: { en: 'Migrant-smuggling overlap', fr: 'Recoupement avec le passage de migrants' },
  STRUCTURING: { en: 'Structuring', fr: 'Fractionnement' },
  THIRD_PARTY: { en: 'Third parties and nominees', fr: 'Tiers et prête-noms' },
};
