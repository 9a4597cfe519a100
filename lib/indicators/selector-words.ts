import { type EntryKind, entryKinds } from '../ledger/entry.ts';
import type { Language } from '../translated.ts';
import type { Selector } from './measure.ts';

/** English and French. */
type Both = readonly [en: string, fr: string];

/**
 * Which entries a selector keeps, in a few words: "cash in, at night". Lists are told by their names in
 * the rulebook; every field that is given is told.
 */
export function selectorWords(selector: Selector, language: Language): string {
  const say = ([en, fr]: Both) => (language === 'en' ? en : fr);
  const asked = [selector.kind ?? []].flat();
  const left = entryKinds.filter((kind) => !asked.includes(kind));
  const names = (kinds: readonly EntryKind[]) =>
    kinds.map((kind) => say(kindWords[kind])).join(' / ');
  const any = say(['transactions', 'opérations']);
  const most = `${any} ${say(['except', 'sauf'])} ${names(left)}`;
  const what =
    asked.length === 0 ? any : asked.length > entryKinds.length / 2 ? most : names(asked);
  const way = selector.direction ? ` ${say(directionWords[selector.direction])}` : '';
  const fields = Object.entries(selector) as [keyof Selector, unknown][];
  const filters = fields.flatMap(([field, asked]) =>
    field === 'kind' || field === 'direction' ? [] : say(filterWords[field](asked as never)),
  );
  return [what + way, ...filters].join(', ');
}

const directionWords = {
  in: ['in', 'reçus'],
  out: ['out', 'sortis'],
} as const satisfies Record<string, Both>;

const kindWords: Record<EntryKind, Both> = {
  cash: ['cash', 'espèces'],
  emt: ['e-transfers', 'virements Interac'],
  wire_dom: ['domestic wires', 'télévirements intérieurs'],
  wire_intl: ['international wires', 'télévirements internationaux'],
  cheque: ['cheques', 'chèques'],
  draft: ['drafts', 'traites'],
  money_order: ['money orders', 'mandats'],
  vc: ['virtual currency', 'monnaie virtuelle'],
  card_purchase: ['card purchases', 'achats par carte'],
  card_refund: ['card refunds', 'remboursements sur carte'],
  cash_advance: ['cash advances', 'avances de fonds'],
  bill_payment: ['bill payments', 'paiements de factures'],
  prepaid_load: ['prepaid loads', 'chargements de cartes prépayées'],
  card_to_card: ['card-to-card transfers', 'transferts de carte à carte'],
  processor_credit: ['processor credits', 'crédits de processeurs'],
  payroll: ['pay', 'paies'],
  government: ['government payments', 'versements gouvernementaux'],
  internal: ['own transfers', 'virements entre ses comptes'],
  casino: ['casino transactions', 'opérations de casino'],
  investment: ['investments', 'placements'],
  property: ['property payments', 'paiements immobiliers'],
  other: ['other transactions', 'autres opérations'],
};

/** Words for each filter. A filter without words does not compile. */
const filterWords: {
  [Field in Exclude<keyof Selector, 'kind' | 'direction'>]-?: (
    asked: NonNullable<Selector[Field]>,
  ) => Both;
} = {
  channel: (channels) => [`by ${listed(channels)}`, `par ${listed(channels)}`],
  role: (role) =>
    role === 'holder'
      ? ['own money', 'son propre argent']
      : role === 'conductor'
        ? ['carried out for others', 'faits pour autrui']
        : ['own or carried out for others', 'à soi ou faits pour autrui'],
  night: (night) => (night ? ['at night', 'la nuit'] : ['by day', 'le jour']),
  localTime: ({ from, to }) => [`${from} to ${to} local`, `de ${from} à ${to}, heure locale`],
  outsideDeclaredHours: () => ['outside the declared hours', 'hors des heures déclarées'],
  merchantGroup: (groups) => alike(listed(groups)),
  merchantList: (lists) => alike(listed(lists)),
  words: ({ list, in: fields }) => [
    `words of ${listed(list)} in ${fields.join(' / ')}`,
    `mots de ${listed(list)} dans ${fields.join(' / ')}`,
  ],
  bracketedAlias: () => ['a second name in brackets', 'un second nom entre parenthèses'],
  unrelated: () => ['with strangers', 'avec des inconnus'],
  counterparty: (kind) =>
    kind === 'person'
      ? ['with persons', 'avec des personnes']
      : ['with organizations', 'avec des organisations'],
  counterpartyCountry: (asked) => [
    `with the other side in ${listed(asked)}`,
    `l’autre partie étant en ${listed(asked)}`,
  ],
  counterpartyAge: ({ atLeast, atMost }) => {
    const ages = `${atLeast ?? 0}–${atMost ?? '∞'}`;
    return [`with somebody aged ${ages}`, `avec une personne de ${ages} ans`];
  },
  youngerByYears: (years) => [
    `with somebody ${years} years younger or more`,
    `avec une personne plus jeune de ${years} ans ou plus`,
  ],
  tie: (ties) => [`tied by ${listed(ties)}`, `liés par ${listed(ties)}`],
  conductor: (who) => [`carried out by: ${listed(who)}`, `effectués par : ${listed(who)}`],
  namedBeneficiary: () => ['for a named beneficiary', 'pour un bénéficiaire désigné'],
  accountType: (types) => [`account: ${listed(types)}`, `compte : ${listed(types)}`],
  amount: ({ atLeast, atMost, multipleOf, oneOf }) => [
    amountWords('en', { atLeast, atMost, multipleOf, oneOf }),
    amountWords('fr', { atLeast, atMost, multipleOf, oneOf }),
  ],
  awayFromHome: () => ['away from home', 'loin du domicile'],
  nearHomeKm: (km) => [`within ${km} km of home`, `à ${km} km du domicile au plus`],
  beyondHomeKm: (km) => [`${km} km from home or more`, `à ${km} km du domicile ou plus`],
  country: (asked) => [`in ${listed(asked)}`, `lieu : ${listed(asked)}`],
  placeList: (lists) => [`in cities of ${listed(lists)}`, `villes de ${listed(lists)}`],
  outsideServiceArea: () => [
    'to a utility that does not serve the home province',
    'à un service public qui ne dessert pas la province du domicile',
  ],
  hasAccount: (has) =>
    has ? ['with an own account', 'avec un compte'] : ['without an own account', 'sans compte'],
  cardPresent: (present) =>
    present ? ['card present', 'carte présente'] : ['card not present', 'carte absente'],
  refund: (refund) =>
    refund ? ['refunds', 'remboursements'] : ['no refunds', 'sauf remboursements'],
  purpose: (purposes) => [`stated as ${listed(purposes)}`, `motif : ${listed(purposes)}`],
  attempted: (attempted) => (attempted ? ['attempted', 'tentées'] : ['completed', 'effectuées']),
};

const listed = (asked: string | readonly string[]): string => [asked].flat().join(' / ');
const alike = (text: string): Both => [text, text];

const dollars: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-CA', { style: 'currency', currency: 'CAD' }),
  fr: new Intl.NumberFormat('fr-CA', { style: 'currency', currency: 'CAD' }),
};

function amountWords(
  language: Language,
  { atLeast, atMost, multipleOf, oneOf }: NonNullable<Selector['amount']>,
): string {
  const money = (minor: number) => dollars[language].format(minor / 100);
  const say = (en: string, fr: string) => (language === 'en' ? en : fr);
  return [
    ...(atLeast === undefined
      ? []
      : [say(`${money(atLeast)} or more`, `${money(atLeast)} ou plus`)]),
    ...(atMost === undefined ? [] : [say(`${money(atMost)} or less`, `${money(atMost)} ou moins`)]),
    ...(multipleOf === undefined
      ? []
      : [say(`a multiple of ${money(multipleOf)}`, `un multiple de ${money(multipleOf)}`)]),
    ...(oneOf ? [oneOf.map(money).join(' / ')] : []),
  ].join(', ');
}
