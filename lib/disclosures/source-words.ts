import type { Indicator } from '../indicators/indicator.ts';
import type { Language, Translated } from '../translated.ts';

type Source = Indicator['sources'][number];

/*
 * Published sources spelled out, so that somebody without our files can open them: "FINTRAC
 * Operational Alert, December 2016, pattern 1". Items are numbered by their order in the document.
 */

type Document = { title: Translated; items: Record<string, Translated> };

const narrative: Translated = { en: 'narrative', fr: 'texte' };

const documents: Record<string, Document> = {
  'FINTRAC-2016-OA003': {
    title: {
      en: 'FINTRAC Operational Alert, December 2016',
      fr: 'Alerte opérationnelle de CANAFE, décembre 2016',
    },
    items: {
      T: { en: 'transaction type', fr: 'type d’opération' },
      P: { en: 'pattern', fr: 'schéma' },
      C: { en: 'context', fr: 'contexte' },
      K: { en: 'know your client', fr: 'connaissance du client' },
    },
  },
  'FINTRAC-2021-OA001': {
    title: {
      en: 'FINTRAC Operational Alert, July 2021',
      fr: 'Alerte opérationnelle de CANAFE, juillet 2021',
    },
    items: {
      G: { en: 'general indicator', fr: 'indicateur général' },
      R: { en: 'private residences, indicator', fr: 'résidences privées, indicateur' },
      S: { en: 'storefronts, indicator', fr: 'commerces, indicateur' },
      F: { en: 'foreign nationals, indicator', fr: 'ressortissants étrangers, indicateur' },
    },
  },
  'FINTRAC-OCSE-2025': {
    title: {
      en: 'FINTRAC Operational Alert on online child sexual exploitation, November 2025',
      fr: 'Alerte opérationnelle de CANAFE sur l’exploitation sexuelle d’enfants en ligne, novembre 2025',
    },
    items: {
      C: { en: 'consumers, indicator', fr: 'consommateurs, indicateur' },
      P: { en: 'producers, indicator', fr: 'producteurs, indicateur' },
      L: { en: 'luring, indicator', fr: 'leurre, indicateur' },
      E: { en: 'extortion, indicator', fr: 'extorsion, indicateur' },
      D: { en: 'dolls, indicator', fr: 'poupées, indicateur' },
    },
  },
  'FIN-2020-A008': {
    title: {
      en: 'FinCEN Advisory FIN-2020-A008, October 2020',
      fr: 'Avis FIN-2020-A008 du FinCEN, octobre 2020',
    },
    items: {
      F: { en: 'financial indicator', fr: 'indicateur financier' },
      B: { en: 'behavioural indicator', fr: 'indicateur comportemental' },
    },
  },
  MONEYTRAIL: {
    title: { en: 'Moneytrail, own indicator', fr: 'Moneytrail, indicateur propre' },
    items: {},
  },
};

/** Documents without numbered items. */
const guides: Record<string, Translated> = {
  'FINTRAC-IND-FE': {
    en: 'FINTRAC guidance, indicators for financial entities',
    fr: 'Directives de CANAFE, indicateurs pour les entités financières',
  },
  'FINTRAC-IND-MSB': {
    en: 'FINTRAC guidance, indicators for money services businesses',
    fr: 'Directives de CANAFE, indicateurs pour les entreprises de services monétaires',
  },
  'FINTRAC-IND-CASINO': {
    en: 'FINTRAC guidance, indicators for casinos',
    fr: 'Directives de CANAFE, indicateurs pour les casinos',
  },
  'FINTRAC-IND-VC': {
    en: 'FINTRAC guidance, indicators for virtual currency',
    fr: 'Directives de CANAFE, indicateurs pour la monnaie virtuelle',
  },
  'FINTRAC-IND-VC-2020': {
    en: 'FINTRAC guidance, indicators for virtual currency, December 2020',
    fr: 'Directives de CANAFE, indicateurs pour la monnaie virtuelle, décembre 2020',
  },
  'FINTRAC-2026-SPORT': {
    en: 'FINTRAC special bulletin on trafficking around major events, May 2026',
    fr: 'Bulletin spécial de CANAFE sur la traite lors de grands événements, mai 2026',
  },
  'FIN-2014-A008': {
    en: 'FinCEN Advisory FIN-2014-A008, September 2014',
    fr: 'Avis FIN-2014-A008 du FinCEN, septembre 2014',
  },
  'FATF-2018': {
    en: 'FATF and APG, Financial Flows from Human Trafficking, July 2018',
    fr: 'GAFI et APG, Flux financiers de la traite des êtres humains, juillet 2018',
  },
  'OSCE-2019': {
    en: 'OSCE, Following the Money, November 2019',
    fr: 'OSCE, Following the Money, novembre 2019',
  },
  'NCA-2020': {
    en: 'United Kingdom National Crime Agency, indicators of modern slavery, 2020',
    fr: 'National Crime Agency du Royaume-Uni, indicateurs d’esclavage moderne, 2020',
  },
  UNSEEN: {
    en: 'Unseen (charity, United Kingdom), signs of labour exploitation',
    fr: 'Unseen (organisme du Royaume-Uni), signes d’exploitation par le travail',
  },
  STAFF: {
    en: 'Labour providers’ own warning signs, United Kingdom',
    fr: 'Signes d’alerte de fournisseurs de main-d’œuvre, Royaume-Uni',
  },
  FAST: {
    en: 'Finance Against Slavery and Trafficking, red flags',
    fr: 'Finance Against Slavery and Trafficking, signaux d’alerte',
  },
  POLARIS: { en: 'Polaris Project, red flags', fr: 'Polaris Project, signaux d’alerte' },
  WOLFSBERG: {
    en: 'Wolfsberg Group, guidance on human trafficking',
    fr: 'Groupe Wolfsberg, orientations sur la traite des personnes',
  },
  ABA: {
    en: 'American Bankers Association, guidance on human trafficking',
    fr: 'American Bankers Association, orientations sur la traite des personnes',
  },
  'BARRIE-WASAGA-2019': {
    en: 'Barrie and Wasaga Beach labour trafficking case, 2019',
    fr: 'Affaire de traite à des fins de travail de Barrie et Wasaga Beach, 2019',
  },
  'AUSTRAC-2022': {
    en: 'AUSTRAC financial crime guide on forced sexual servitude, February 2022',
    fr: 'Guide d’AUSTRAC sur la servitude sexuelle forcée, février 2022',
  },
};

/** A document that is not listed stands under its own name. */
export function sourceWords({ document, item }: Source, language: Language): string {
  const known = documents[document];
  if (!known) return guides[document]?.[language] ?? document;
  const [, letter = '', number] = /^([A-Z])(\d{1,2})$/.exec(item) ?? [];
  const kind = known.items[letter];
  if (kind && number) return `${known.title[language]}, ${kind[language]} ${number}`;
  if (item === 'narrative') return `${known.title[language]}, ${narrative[language]}`;
  return known.title[language];
}
