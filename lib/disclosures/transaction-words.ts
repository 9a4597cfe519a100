import type { Account, dispositions, methods, startKinds } from '../reports/report.ts';
import type { Translated } from '../translated.ts';

/* The words of the report profile, as a reader outside the reporting world says them. */

type Method = (typeof methods)[number];
type StartKind = (typeof startKinds)[number];
type Disposition = (typeof dispositions)[number];

export const methodWords: Record<Method, Translated> = {
  in_person: { en: 'in person', fr: 'en personne' },
  abm: { en: 'at a bank machine', fr: 'à un guichet automatique' },
  armoured_car: { en: 'by armoured car', fr: 'par véhicule blindé' },
  courier: { en: 'by courier', fr: 'par messagerie' },
  mail: { en: 'by mail', fr: 'par la poste' },
  telephone: { en: 'by telephone', fr: 'par téléphone' },
  other: { en: 'in another way', fr: 'd’une autre façon' },
  night_deposit: { en: 'by night deposit', fr: 'par dépôt de nuit' },
  quick_drop: { en: 'by quick drop', fr: 'par dépôt express' },
  self_redemption_kiosk: { en: 'at a redemption kiosk', fr: 'à une borne de rachat' },
  vc_atm: { en: 'at a virtual currency machine', fr: 'à un guichet de monnaie virtuelle' },
  online: { en: 'online', fr: 'en ligne' },
};

export const startWords: Record<StartKind, Translated> = {
  bank_draft: { en: 'bank draft', fr: 'traite bancaire' },
  cash: { en: 'cash', fr: 'espèces' },
  casino_product: { en: 'casino product', fr: 'produit de casino' },
  cheque: { en: 'cheque', fr: 'chèque' },
  domestic_transfer: { en: 'domestic transfer', fr: 'virement au pays' },
  emt: { en: 'e-mail money transfer', fr: 'virement par courriel' },
  funds_withdrawal: { en: 'withdrawal of funds', fr: 'retrait de fonds' },
  international_transfer: { en: 'international transfer', fr: 'virement international' },
  investment_product: { en: 'investment product', fr: 'produit de placement' },
  jewellery: { en: 'jewellery', fr: 'bijoux' },
  mobile_money: { en: 'mobile money transfer', fr: 'virement mobile' },
  money_order: { en: 'money order', fr: 'mandat' },
  precious_metals: { en: 'precious metals', fr: 'métaux précieux' },
  precious_stones: { en: 'precious stones', fr: 'pierres précieuses' },
  virtual_currency: { en: 'virtual currency', fr: 'monnaie virtuelle' },
  other: { en: 'other funds', fr: 'autres fonds' },
};

export const directionWords: Record<'in' | 'out', Translated> = {
  in: { en: 'brought in', fr: 'apport' },
  out: { en: 'taken from what was held', fr: 'tiré des avoirs' },
};

export const dispositionWords: Record<Disposition, Translated> = {
  deposit: { en: 'deposit to an account', fr: 'dépôt dans un compte' },
  exchange_to_fiat: { en: 'exchange to a currency', fr: 'échange contre une devise' },
  casino_product: { en: 'purchase of a casino product', fr: 'achat d’un produit de casino' },
  bank_draft: { en: 'purchase of a bank draft', fr: 'achat d’une traite bancaire' },
  money_order: { en: 'purchase of a money order', fr: 'achat d’un mandat' },
  life_insurance: { en: 'payment for life insurance', fr: 'paiement d’assurance-vie' },
  investment: { en: 'purchase of an investment', fr: 'achat d’un placement' },
  real_estate: { en: 'purchase of real estate', fr: 'achat d’un bien immobilier' },
  cash_out: { en: 'paid out in cash', fr: 'versement en espèces' },
  other: { en: 'other use', fr: 'autre utilisation' },
  jewellery: { en: 'purchase of jewellery', fr: 'achat de bijoux' },
  precious_metals: { en: 'purchase of precious metals', fr: 'achat de métaux précieux' },
  to_vc_wallet: {
    en: 'added to a virtual currency wallet',
    fr: 'ajout à un portefeuille de monnaie virtuelle',
  },
  exchange_to_vc: {
    en: 'exchange to virtual currency',
    fr: 'échange contre de la monnaie virtuelle',
  },
  outgoing_vc: { en: 'outgoing virtual currency transfer', fr: 'envoi de monnaie virtuelle' },
  outgoing_emt: { en: 'outgoing e-mail money transfer', fr: 'envoi d’un virement par courriel' },
  hold_funds: { en: 'funds held', fr: 'fonds retenus' },
  precious_stones: { en: 'purchase of precious stones', fr: 'achat de pierres précieuses' },
  issued_cheque: { en: 'cheque issued', fr: 'émission d’un chèque' },
  outgoing_domestic: { en: 'outgoing domestic transfer', fr: 'envoi d’un virement au pays' },
  outgoing_international: {
    en: 'outgoing international transfer',
    fr: 'envoi d’un virement international',
  },
  prepaid_card: { en: 'load of a prepaid card', fr: 'chargement d’une carte prépayée' },
  denomination_exchange: { en: 'exchange of denominations', fr: 'échange de coupures' },
  payment_to_account: { en: 'payment to an account', fr: 'paiement à un compte' },
  goods: { en: 'purchase of goods', fr: 'achat de biens' },
  services: { en: 'purchase of services', fr: 'achat de services' },
  outgoing_mobile: { en: 'outgoing mobile transfer', fr: 'envoi d’un virement mobile' },
  cash_withdrawal: { en: 'withdrawal in cash', fr: 'retrait en espèces' },
};

export const accountTypeWords: Record<Account['type'], Translated> = {
  personal: { en: 'personal', fr: 'personnel' },
  business: { en: 'business', fr: 'd’entreprise' },
  trust: { en: 'trust', fr: 'en fiducie' },
  other: { en: 'other', fr: 'autre' },
  casino: { en: 'casino', fr: 'de casino' },
};

export const accountStatusWords: Record<'active' | 'inactive' | 'dormant' | 'closed', Translated> =
  {
    active: { en: 'active', fr: 'actif' },
    inactive: { en: 'inactive', fr: 'inactif' },
    dormant: { en: 'dormant', fr: 'dormant' },
    closed: { en: 'closed', fr: 'fermé' },
  };

export const deviceWords: Record<'computer' | 'mobile' | 'tablet' | 'other', Translated> = {
  computer: { en: 'computer', fr: 'ordinateur' },
  mobile: { en: 'mobile phone', fr: 'téléphone mobile' },
  tablet: { en: 'tablet', fr: 'tablette' },
  other: { en: 'other device', fr: 'autre appareil' },
};

export const notStated: Translated = { en: 'not stated', fr: 'non précisée' };
