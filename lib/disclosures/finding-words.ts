import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language, Translated } from '../translated.ts';
import type { Finding } from './findings.ts';

const records: Translated = {
  en: 'Rests on records that the reporting entity keeps; they are not part of this package.',
  fr: 'Repose sur des documents que conserve l’entité déclarante; ils ne font pas partie du présent dossier.',
};
const alsoRecords: Translated = {
  en: 'Rests in part on records that the reporting entity keeps; they are not part of this package.',
  fr: 'Repose en partie sur des documents que conserve l’entité déclarante; ils ne font pas partie du présent dossier.',
};

/**
 * The fact that an indicator found. Records that support a report, such as notes of staff, sessions
 * and adverts, never leave; nor does a number that was counted in nothing else, for nobody could
 * trace it. That the indicator held is still said.
 *
 * @see PCMLTFA, s. 55(7)(n)
 */
export function findingWords({ basis, fullest }: Finding, language: Language): string {
  const sentence = fullest.sentence[language];
  if (basis === 'records') return records[language];
  return basis === 'transactions' ? sentence : `${sentence} ${alsoRecords[language]}`;
}

/**
 * A reason for a role. One that is the sentence of an indicator follows the rules of the indicator:
 * said once, and without numbers counted in records.
 *
 * @returns undefined for the sentence of a period that the package does not tell.
 */
export function reasonWords(
  reason: Translated,
  theirs: readonly Finding[],
  language: Language,
): string | undefined {
  const told = theirs.find(({ fullest }) => fullest.sentence.en === reason.en);
  if (told?.basis === 'records') {
    return `${spacedIn(language, told.indicator.title)}. ${findingWords(told, language)}`;
  }
  if (told) return findingWords(told, language);
  const elsewhere = theirs.some(({ others }) =>
    others.some(({ sentence }) => sentence.en === reason.en),
  );
  return elsewhere ? undefined : reason[language];
}

/** What the rulebook says in a language, with the no-break spaces that French asks for. */
export const spacedIn = (language: Language, words: Translated): string =>
  language === 'fr' ? withFrenchSpaces(words.fr) : words.en;
