import type { Translated } from '../translated.ts';

/**
 * The test every disclosure rests on.
 *
 * @see PCMLTFA, s. 55(3), as amended 26 March 2026
 */
export const firstTest: Translated = {
  en: 'There are reasonable grounds to suspect that the designated information in this package would be relevant to investigating or prosecuting a money laundering offence. Such grounds are a possibility founded on facts, context and indicators; they are not proof.',
  fr: 'Il y a des motifs raisonnables de soupçonner que les renseignements désignés du présent dossier seraient utiles aux fins d’enquête ou de poursuite relativement à une infraction de recyclage des produits de la criminalité. Des motifs raisonnables de soupçonner supposent une possibilité fondée sur des faits, un contexte et des indicateurs; ce ne sont pas des preuves.',
};

/** Disclosure to the appropriate police force: the first test is enough. */
export const policeBasis = '55(3)(a)';

/**
 * Paragraphs under which an agency other than the police may receive a package, each with the
 * second test it needs beside the first.
 *
 * @see PCMLTFA, s. 55(3)(b) to (f) and 55.1(1)
 */
export const secondTests = {
  '55(3)(b)': {
    en: 'The information is relevant to an offence of evading taxes or duties, or of obtaining a refund to which there was no right, under federal law.',
    fr: 'Les renseignements se rapportent à une infraction d’évasion d’impôts, de taxes ou de droits, ou d’obtention d’un remboursement indu, en droit fédéral.',
  },
  '55(3)(b.01)': {
    en: 'The information is relevant to an offence of evading taxes or obtaining an undue refund under Quebec law.',
    fr: 'Les renseignements se rapportent à une infraction d’évasion fiscale ou d’obtention d’un remboursement indu en droit québécois.',
  },
  '55(3)(b.1)': {
    en: 'The information is relevant to an offence of evading taxes or duties that the Canada Border Services Agency administers.',
    fr: 'Les renseignements se rapportent à une infraction d’évasion de taxes ou de droits administrés par l’Agence des services frontaliers du Canada.',
  },
  '55(3)(c)': {
    en: 'The information is relevant to the registration of a charity.',
    fr: 'Les renseignements se rapportent à l’enregistrement d’un organisme de bienfaisance.',
  },
  '55(3)(d)': {
    en: 'The information is relevant to inadmissibility or to an offence under the Immigration and Refugee Protection Act, such as trafficking in persons (s. 118).',
    fr: 'Les renseignements se rapportent à une interdiction de territoire ou à une infraction prévue par la Loi sur l’immigration et la protection des réfugiés, telle que la traite de personnes (art. 118).',
  },
  '55(3)(e)': {
    en: 'The information is relevant to smuggling goods or to controlled imports or exports.',
    fr: 'Les renseignements se rapportent à la contrebande ou à des importations ou exportations contrôlées.',
  },
  '55(3)(f)': {
    en: 'The information is relevant to the foreign intelligence mandate of the Communications Security Establishment.',
    fr: 'Les renseignements se rapportent au mandat de renseignement étranger du Centre de la sécurité des télécommunications.',
  },
  '55.1(1)': {
    en: 'The information is relevant to threats to the security of Canada.',
    fr: 'Les renseignements se rapportent à des menaces envers la sécurité du Canada.',
  },
} as const satisfies Record<string, Translated>;

export type SecondTestBasis = keyof typeof secondTests;
export const secondTestBases = Object.keys(secondTests) as SecondTestBasis[];
