import type { RecordPart } from '../../ledger/contribution.ts';
import type { channels, EntryKind, tieKinds } from '../../ledger/entry.ts';
import type { Translated } from '../../translated.ts';
import type { DistinctField } from '../measure.ts';
import type { ThingWords } from './speech.ts';

/* The words for what entries and records tell. */

/** A kind on its own, incoming and outgoing. */
export const kindThings: Record<EntryKind, Record<'any' | 'in' | 'out', ThingWords>> = {
  cash: {
    any: ['cash movement', 'cash movements', 'mouvement d’espèces', 'mouvements d’espèces'],
    in: ['cash deposit', 'cash deposits', 'dépôt d’espèces', 'dépôts d’espèces'],
    out: ['cash withdrawal', 'cash withdrawals', 'retrait d’espèces', 'retraits d’espèces'],
  },
  emt: bothWays('e-transfer', 'virement Interac', 'virements Interac'),
  wire_dom: bothWays('domestic transfer', 'virement au Canada', 'virements au Canada'),
  wire_intl: bothWays(
    'international transfer',
    'virement international',
    'virements internationaux',
  ),
  cheque: bothWays('cheque', 'chèque', 'chèques'),
  draft: {
    any: ['bank draft', 'bank drafts', 'traite bancaire', 'traites bancaires', 'f'],
    in: [
      'incoming bank draft',
      'incoming bank drafts',
      'traite bancaire reçue',
      'traites bancaires reçues',
      'f',
    ],
    out: [
      'outgoing bank draft',
      'outgoing bank drafts',
      'traite bancaire émise',
      'traites bancaires émises',
      'f',
    ],
  },
  money_order: bothWays('money order', 'mandat', 'mandats'),
  vc: {
    any: [
      'virtual-currency movement',
      'virtual-currency movements',
      'mouvement de monnaie virtuelle',
      'mouvements de monnaie virtuelle',
    ],
    in: [
      'incoming virtual-currency movement',
      'incoming virtual-currency movements',
      'entrée de monnaie virtuelle',
      'entrées de monnaie virtuelle',
      'f',
    ],
    out: [
      'outgoing virtual-currency movement',
      'outgoing virtual-currency movements',
      'sortie de monnaie virtuelle',
      'sorties de monnaie virtuelle',
      'f',
    ],
  },
  card_purchase: cardWords('card purchase', 'achat par carte', 'achats par carte'),
  card_refund: cardWords('card refund', 'remboursement sur carte', 'remboursements sur carte'),
  cash_advance: cardWords('cash advance', 'avance de fonds', 'avances de fonds', 'f'),
  bill_payment: {
    any: [
      'bill, card or loan payment',
      'bill, card or loan payments',
      'paiement de facture, de carte ou de prêt',
      'paiements de facture, de carte ou de prêt',
    ],
    in: [
      'payment received on a card or loan',
      'payments received on a card or loan',
      'paiement reçu sur une carte ou un prêt',
      'paiements reçus sur une carte ou un prêt',
    ],
    out: ['bill payment', 'bill payments', 'paiement de facture', 'paiements de facture'],
  },
  prepaid_load: {
    any: [
      'prepaid-card load',
      'prepaid-card loads',
      'chargement de carte prépayée',
      'chargements de carte prépayée',
    ],
    in: [
      'load received on a prepaid card',
      'loads received on a prepaid card',
      'chargement reçu sur une carte prépayée',
      'chargements reçus sur une carte prépayée',
    ],
    out: [
      'load paid onto a prepaid card',
      'loads paid onto a prepaid card',
      'chargement versé sur une carte prépayée',
      'chargements versés sur une carte prépayée',
    ],
  },
  card_to_card: bothWays(
    'card-to-card transfer',
    'virement de carte à carte',
    'virements de carte à carte',
  ),
  processor_credit: cardWords(
    'payment-processor credit',
    'crédit de processeur de paiement',
    'crédits de processeur de paiement',
  ),
  payroll: {
    any: ['wage payment', 'wage payments', 'paie', 'paies', 'f'],
    in: ['wage payment received', 'wage payments received', 'paie reçue', 'paies reçues', 'f'],
    out: ['wage payment made', 'wage payments made', 'paie versée', 'paies versées', 'f'],
  },
  government: {
    any: [
      'government payment',
      'government payments',
      'paiement gouvernemental',
      'paiements gouvernementaux',
    ],
    in: [
      'payment from a government',
      'payments from a government',
      'paiement reçu d’un gouvernement',
      'paiements reçus d’un gouvernement',
    ],
    out: [
      'payment to a government',
      'payments to a government',
      'paiement à un gouvernement',
      'paiements à un gouvernement',
    ],
  },
  internal: bothWays(
    'transfer between own accounts',
    'virement entre ses propres comptes',
    'virements entre ses propres comptes',
    'transfers between own accounts',
  ),
  casino: {
    any: ['casino movement', 'casino movements', 'mouvement de casino', 'mouvements de casino'],
    in: [
      'incoming casino movement',
      'incoming casino movements',
      'entrée d’argent de casino',
      'entrées d’argent de casino',
      'f',
    ],
    out: [
      'outgoing casino movement',
      'outgoing casino movements',
      'sortie d’argent vers un casino',
      'sorties d’argent vers un casino',
      'f',
    ],
  },
  investment: {
    any: [
      'investment movement',
      'investment movements',
      'mouvement de placement',
      'mouvements de placement',
    ],
    in: [
      'incoming investment movement',
      'incoming investment movements',
      'entrée d’argent de placement',
      'entrées d’argent de placement',
      'f',
    ],
    out: [
      'payment into an investment',
      'payments into an investment',
      'versement dans un placement',
      'versements dans un placement',
    ],
  },
  property: {
    any: ['property payment', 'property payments', 'paiement immobilier', 'paiements immobiliers'],
    in: [
      'property payment received',
      'property payments received',
      'paiement immobilier reçu',
      'paiements immobiliers reçus',
    ],
    out: [
      'property payment made',
      'property payments made',
      'paiement immobilier effectué',
      'paiements immobiliers effectués',
    ],
  },
  other: {
    any: [
      'movement of another kind',
      'movements of another kind',
      'mouvement d’un autre genre',
      'mouvements d’un autre genre',
    ],
    in: [
      'incoming movement of another kind',
      'incoming movements of another kind',
      'entrée d’un autre genre',
      'entrées d’un autre genre',
      'f',
    ],
    out: [
      'outgoing movement of another kind',
      'outgoing movements of another kind',
      'sortie d’un autre genre',
      'sorties d’un autre genre',
      'f',
    ],
  },
};

function bothWays(en: string, un: string, plusieurs: string, many = `${en}s`) {
  const words = (before: string, after: string): ThingWords => [
    `${before}${en}`,
    `${before}${many}`,
    `${un}${after}`,
    `${plusieurs}${after && `${after}s`}`,
  ];
  return {
    any: words('', ''),
    in: words('incoming ', ' reçu'),
    out: words('outgoing ', ' envoyé'),
  };
}

/** A kind that usually goes one way: what goes in, and what goes out, is said all the same. */
function cardWords(en: string, un: string, plusieurs: string, gender?: 'f') {
  const words = (before: string, after: string): ThingWords => [
    `${before}${en}`,
    `${before}${en}s`,
    `${un}${after}`,
    `${plusieurs}${after}`,
    gender,
  ];
  return {
    any: words('', ''),
    in: words('incoming ', ' (entrée)'),
    out: words('outgoing ', ' (sortie)'),
  };
}

/** Several kinds together. */
export const movementThings: Record<'any' | 'in' | 'out', ThingWords> = {
  any: ['movement', 'movements', 'mouvement d’argent', 'mouvements d’argent'],
  in: ['incoming movement', 'incoming movements', 'entrée d’argent', 'entrées d’argent', 'f'],
  out: ['outgoing movement', 'outgoing movements', 'sortie d’argent', 'sorties d’argent', 'f'],
};

/** A kind among several. */
export const kindNames: Record<EntryKind, Translated> = {
  cash: { en: 'cash', fr: 'espèces' },
  emt: { en: 'e-transfer', fr: 'virement Interac' },
  wire_dom: { en: 'domestic transfer', fr: 'virement au Canada' },
  wire_intl: { en: 'international transfer', fr: 'virement international' },
  cheque: { en: 'cheque', fr: 'chèque' },
  draft: { en: 'bank draft', fr: 'traite bancaire' },
  money_order: { en: 'money order', fr: 'mandat' },
  vc: { en: 'virtual currency', fr: 'monnaie virtuelle' },
  card_purchase: { en: 'card purchase', fr: 'achat par carte' },
  card_refund: { en: 'card refund', fr: 'remboursement sur carte' },
  cash_advance: { en: 'cash advance', fr: 'avance de fonds' },
  bill_payment: {
    en: 'bill, card or loan payment',
    fr: 'paiement de facture, de carte ou de prêt',
  },
  prepaid_load: { en: 'prepaid-card load', fr: 'chargement de carte prépayée' },
  card_to_card: { en: 'card-to-card transfer', fr: 'virement de carte à carte' },
  processor_credit: { en: 'payment-processor credit', fr: 'crédit de processeur de paiement' },
  payroll: { en: 'wages', fr: 'paie' },
  government: { en: 'government payment', fr: 'paiement gouvernemental' },
  internal: { en: 'transfer between own accounts', fr: 'virement entre ses propres comptes' },
  casino: { en: 'casino', fr: 'casino' },
  investment: { en: 'investment', fr: 'placement' },
  property: { en: 'property', fr: 'immobilier' },
  other: { en: 'any other kind', fr: 'tout autre genre' },
};

export const channelNames: Record<(typeof channels)[number], Translated> = {
  branch: { en: 'at a branch', fr: 'en succursale' },
  abm: { en: 'at a bank machine', fr: 'au guichet automatique' },
  abm_white_label: { en: 'at a white-label machine', fr: 'à un guichet privé' },
  online: { en: 'online', fr: 'en ligne' },
  phone: { en: 'by telephone', fr: 'par téléphone' },
  night_deposit: { en: 'by night deposit', fr: 'par dépôt de nuit' },
  vc_atm: { en: 'at a virtual-currency machine', fr: 'à un guichet de monnaie virtuelle' },
  other: { en: 'in another way', fr: 'par un autre moyen' },
};

export const tieNames: Record<(typeof tieKinds)[number], Translated> = {
  surname: { en: 'the surname', fr: 'le nom de famille' },
  address: { en: 'the address', fr: 'l’adresse' },
  phone: { en: 'the telephone', fr: 'le téléphone' },
  account: { en: 'an account', fr: 'un compte' },
  relationship: { en: 'a relationship on file', fr: 'une relation au dossier' },
  employer: { en: 'the employer', fr: 'l’employeur' },
};

export const accountTypeNames = {
  personal: { en: 'personal', fr: 'personnel' },
  business: { en: 'business', fr: 'd’entreprise' },
  trust: { en: 'trust', fr: 'en fiducie' },
  other: { en: 'other', fr: 'd’un autre type' },
  casino: { en: 'casino', fr: 'de casino' },
} satisfies Record<string, Translated>;

export const conductorNames = {
  holder: { en: 'the holder', fr: 'le titulaire' },
  other: { en: 'somebody else', fr: 'une autre personne' },
  unknown: { en: 'a person nobody identified', fr: 'une personne non identifiée' },
} satisfies Record<string, Translated>;

export const textNames = {
  memo: { en: 'the memo', fr: 'le libellé' },
  recipientAsTyped: { en: 'the recipient as typed', fr: 'le destinataire tel que saisi' },
  senderAlias: { en: 'the sender’s alias', fr: 'le pseudonyme de l’expéditeur' },
  purpose: { en: 'the stated purpose', fr: 'le motif déclaré' },
  counterpartyName: { en: 'the counterparty’s name', fr: 'le nom de la contrepartie' },
} satisfies Record<string, Translated>;

export const fieldThings: Record<DistinctField, ThingWords> = {
  counterparty: ['counterparty', 'counterparties', 'contrepartie', 'contreparties', 'f'],
  counterpartyAmount: [
    'combination of counterparty and amount',
    'combinations of counterparty and amount',
    'combinaison de contrepartie et de montant',
    'combinaisons de contrepartie et de montant',
    'f',
  ],
  localDate: ['local date', 'local dates', 'date locale', 'dates locales', 'f'],
  city: ['city', 'cities', 'ville', 'villes', 'f'],
  area: [
    'metropolitan area or city',
    'metropolitan areas or cities',
    'région métropolitaine ou ville',
    'régions métropolitaines ou villes',
    'f',
  ],
  province: ['province', 'provinces', 'province', 'provinces', 'f'],
  country: ['country', 'countries', 'pays', 'pays'],
  terminal: ['machine', 'machines', 'guichet', 'guichets'],
  merchant: ['merchant', 'merchants', 'commerçant', 'commerçants'],
  merchantGroup: [
    'merchant group',
    'merchant groups',
    'groupe de commerçants',
    'groupes de commerçants',
  ],
  category: [
    'category of spending',
    'categories of spending',
    'catégorie de dépense',
    'catégories de dépenses',
    'f',
  ],
  amount: ['amount', 'amounts', 'montant', 'montants'],
  card: ['card', 'cards', 'carte', 'cartes', 'f'],
  account: ['account', 'accounts', 'compte', 'comptes'],
  device: ['device', 'devices', 'appareil', 'appareils'],
  institution: [
    'institution of the counterparty',
    'institutions of the counterparty',
    'institution de la contrepartie',
    'institutions de la contrepartie',
    'f',
  ],
  namedBeneficiary: [
    'named beneficiary',
    'named beneficiaries',
    'bénéficiaire désigné',
    'bénéficiaires désignés',
  ],
  alias: ['second name', 'second names', 'second nom', 'seconds noms'],
  conductor: [
    'person carrying it out',
    'people carrying it out',
    'auteur de l’opération',
    'auteurs de l’opération',
  ],
  stay: [
    'stay (one place on one date)',
    'stays (one place on one date)',
    'séjour (un lieu à une date)',
    'séjours (un lieu à une date)',
  ],
};

export const partThings: Record<RecordPart, ThingWords> = {
  profiles: ['profile', 'profiles', 'profil', 'profils'],
  relationships: [
    'relationship on file',
    'relationships on file',
    'relation au dossier',
    'relations au dossier',
    'f',
  ],
  sessions: ['sign-in', 'sign-ins', 'connexion', 'connexions', 'f'],
  cardAuthorizations: [
    'card authorization',
    'card authorizations',
    'autorisation de carte',
    'autorisations de carte',
    'f',
  ],
  declined: [
    'declined transaction',
    'declined transactions',
    'opération refusée',
    'opérations refusées',
    'f',
  ],
  staffObservations: [
    'staff observation',
    'staff observations',
    'observation du personnel',
    'observations du personnel',
    'f',
  ],
  advertMatches: [
    'match with adverts',
    'matches with adverts',
    'correspondance avec des annonces',
    'correspondances avec des annonces',
    'f',
  ],
  adverseMedia: [
    'media report',
    'media reports',
    'mention dans les médias',
    'mentions dans les médias',
    'f',
  ],
  facts: ['fact on file', 'facts on file', 'fait au dossier', 'faits au dossier'],
};

/** What `key`, `city` and `value` of a record are. */
export const recordFieldThings: Partial<
  Record<`${RecordPart}.${'key' | 'city' | 'value'}`, ThingWords>
> = {
  'profiles.value': ['employer', 'employers', 'employeur', 'employeurs'],
  'relationships.key': ['other party', 'other parties', 'autre personne', 'autres personnes', 'f'],
  'sessions.key': [
    'device or telephone',
    'devices or telephones',
    'appareil ou téléphone',
    'appareils ou téléphones',
  ],
  'sessions.value': ['channel', 'channels', 'canal', 'canaux'],
  'cardAuthorizations.key': ['merchant', 'merchants', 'commerçant', 'commerçants'],
  'cardAuthorizations.city': ['city', 'cities', 'ville', 'villes', 'f'],
  'cardAuthorizations.value': [
    'merchant category code',
    'merchant category codes',
    'code de catégorie de commerçant',
    'codes de catégorie de commerçant',
  ],
  'declined.city': ['city', 'cities', 'ville', 'villes', 'f'],
  'declined.value': ['amount', 'amounts', 'montant', 'montants'],
  'staffObservations.key': ['companion', 'companions', 'accompagnateur', 'accompagnateurs'],
  'staffObservations.value': [
    'member of staff',
    'members of staff',
    'membre du personnel',
    'membres du personnel',
  ],
  'advertMatches.key': [
    'advertised contact detail',
    'advertised contact details',
    'coordonnée annoncée',
    'coordonnées annoncées',
    'f',
  ],
  'advertMatches.city': [
    'city of the adverts',
    'cities of the adverts',
    'ville des annonces',
    'villes des annonces',
    'f',
  ],
  'advertMatches.value': ['site', 'sites', 'site', 'sites'],
  'adverseMedia.value': ['source', 'sources', 'source', 'sources', 'f'],
  'facts.value': ['source', 'sources', 'source', 'sources', 'f'],
};

/** The codes of records other than facts. */
export const codeNames: Record<string, Translated> = {
  kin: { en: 'relative', fr: 'parent' },
  spouse: { en: 'spouse', fr: 'conjoint' },
  joint_holder: { en: 'joint holder', fr: 'cotitulaire' },
  owner: { en: 'owner', fr: 'propriétaire' },
  officer: { en: 'officer', fr: 'dirigeant' },
  employer: { en: 'employer', fr: 'employeur' },
  authorised_user: { en: 'authorised user', fr: 'usager autorisé' },
  success: { en: 'success', fr: 'réussie' },
  failure: { en: 'failure', fr: 'échouée' },
  captured: { en: 'charged', fr: 'débitée' },
  released: { en: 'released without a charge', fr: 'libérée sans débit' },
  limit: { en: 'over a limit', fr: 'au-delà d’une limite' },
  nsf: { en: 'insufficient funds', fr: 'provision insuffisante' },
  fraud_rule: { en: 'fraud rule', fr: 'règle antifraude' },
  other: { en: 'another reason', fr: 'autre motif' },
  phone: { en: 'telephone', fr: 'téléphone' },
  email: { en: 'e-mail', fr: 'courriel' },
  handle: { en: 'handle', fr: 'pseudonyme' },
  address: { en: 'address', fr: 'adresse' },
  device: { en: 'device', fr: 'appareil' },
  wallet: { en: 'wallet', fr: 'portefeuille' },
  'OBS-ESCORTED': {
    en: 'the client was accompanied or watched',
    fr: 'client accompagné ou surveillé',
  },
  'OBS-ID-HELD': {
    en: 'somebody else held the identification',
    fr: 'pièce d’identité tenue par autrui',
  },
  'OBS-DOCS-HELD': {
    en: 'somebody else kept papers or money',
    fr: 'papiers ou argent gardés par autrui',
  },
  'OBS-SPEAKS-FOR': {
    en: 'somebody else spoke for the client',
    fr: 'une autre personne parlait pour le client',
  },
  'OBS-FILLS-FORM': {
    en: 'somebody else filled in the form',
    fr: 'une autre personne remplissait le formulaire',
  },
  'OBS-INTERPRETER': {
    en: 'somebody else interpreted',
    fr: 'une autre personne servait d’interprète',
  },
  'OBS-FALSE-KIN': {
    en: 'a claimed relative did not know simple facts',
    fr: 'un soi-disant parent ignorait des faits simples',
  },
  'OBS-INTIMIDATION': { en: 'intimidation', fr: 'intimidation' },
  'OBS-SCRIPTED': { en: 'answers as if learned', fr: 'réponses comme apprises' },
  'OBS-NO-ADDRESS': {
    en: 'the client did not know where it lives',
    fr: 'le client ignorait où il loge',
  },
  'OBS-HARM': { en: 'signs of harm', fr: 'signes de sévices' },
  'OBS-ID-MISMATCH': {
    en: 'somebody else’s identification was shown',
    fr: 'pièce d’identité d’autrui présentée',
  },
  'OBS-GROUP-OPEN': {
    en: 'a group opened accounts together',
    fr: 'ouverture de comptes en groupe',
  },
  'OBS-UNKNOWN-SENDER': {
    en: 'the client could not say who sent money or why',
    fr: 'le client ne savait dire qui envoyait l’argent ni pourquoi',
  },
};

export const addressClassNames = {
  home: { en: 'home', fr: 'domicile' },
  lodging: { en: 'hotel, motel or other lodging', fr: 'hôtel, motel ou autre hébergement' },
  mail_drop: { en: 'mail drop', fr: 'boîte postale de service' },
  shelter: { en: 'shelter', fr: 'refuge' },
  bunkhouse: { en: 'bunkhouse', fr: 'dortoir de travailleurs' },
} satisfies Record<string, Translated>;
