import type { Language } from '../../translated.ts';
import type { Measure, Selector } from '../measure.ts';
import type { Lists } from '../rulebook.ts';
import { type Selected, selectorInWords } from './selector-in-words.ts';
import { type Speech, speechOf } from './speech.ts';

/** Speech that also knows what the selections of one document are called. */
export type Telling = Speech & { select(selector: Selector): Selected };

/** What a document calls by name, and what the facts it asks for mean. */
export type Wording = {
  measures: Record<string, Measure>;
  factCodes: Lists['factCodes'];
  speech: Telling;
};

/** As plain text, each selection in full. */
export function plainWordings(
  measures: Wording['measures'],
  factCodes: Wording['factCodes'],
): Record<Language, Wording> {
  const wording = (language: Language): Wording => {
    const speech = speechOf(language);
    const select = (selector: Selector) => selectorInWords(selector, speech);
    return { measures, factCodes, speech: { ...speech, select } };
  };
  return { en: wording('en'), fr: wording('fr') };
}
