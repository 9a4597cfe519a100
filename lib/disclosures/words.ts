import { foldText } from '../ledger/fold-text.ts';
import type { Translated } from '../translated.ts';

/** A word that hurts or accuses, and a better one. */
export type UnfitWord = { word: string; better: Translated };

const exploited: Translated = { en: 'person being exploited', fr: 'personne exploitée' };
const controller: Translated = {
  en: 'person who controls or profits',
  fr: 'personne qui contrôle ou en tire profit',
};
const abuseMaterial: Translated = {
  en: 'child sexual abuse material',
  fr: 'matériel d’abus sexuel d’enfants',
};
const withoutStatus: Translated = {
  en: 'person without status',
  fr: 'personne sans statut',
};
const neutralParty: Translated = { en: 'subject', fr: 'sujet' };

/** Whole words and phrases, as `foldText` writes them. */
const unfit: Record<string, Translated> = {
  prostitute: exploited,
  prostitutes: exploited,
  prostituee: exploited,
  prostituees: exploited,
  hooker: exploited,
  hookers: exploited,
  whore: exploited,
  whores: exploited,
  pute: exploited,
  putes: exploited,
  'sex slave': exploited,
  'sex slaves': exploited,
  'esclave sexuelle': exploited,
  'esclaves sexuelles': exploited,
  pimp: controller,
  pimps: controller,
  souteneur: controller,
  'child pornography': abuseMaterial,
  'child porn': abuseMaterial,
  'pornographie juvenile': abuseMaterial,
  'pornographie infantile': abuseMaterial,
  'child prostitute': exploited,
  'illegal alien': withoutStatus,
  'illegal aliens': withoutStatus,
  'illegal immigrant': withoutStatus,
  'illegal immigrants': withoutStatus,
  'immigrant illegal': withoutStatus,
  'immigrants illegaux': withoutStatus,
  'the suspect': neutralParty,
  'a suspect': neutralParty,
  suspects: neutralParty,
  'le suspect': neutralParty,
  'la suspecte': neutralParty,
  'un suspect': neutralParty,
  'les suspects': neutralParty,
};

/**
 * The words of a text that should not leave in our name, each once. A warning to the author, who
 * may have to quote them as evidence; never a reason to refuse.
 */
export function unfitWords(text: string): UnfitWord[] {
  const plain = ` ${foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return Object.entries(unfit)
    .filter(([word]) => plain.includes(` ${word} `))
    .map(([word, better]) => ({ word, better }));
}
