import type { Translated } from '../../translated.ts';
import words from './list-words.json' with { type: 'json' };
import type { Speech } from './speech.ts';

export type ListSection = keyof typeof words;

/** What the lists of `rules/lists/` are called by people. */
export const listWords: Record<ListSection, Record<string, Translated>> = words;

/** The name of a list in quotes; its code where it has no words yet. */
export const listName = (
  section: ListSection,
  code: string,
  { language, quoted }: Speech,
): string => {
  const name = listWords[section][code]?.[language] ?? code;
  return quoted(name);
};
