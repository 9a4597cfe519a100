import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Lists } from '../../lib/indicators/rulebook.ts';
import { translatedSchema } from '../../lib/translated.ts';
import type { Speech } from './speech.ts';

const named = z.record(z.string(), translatedSchema);
const sections = {
  merchantGroups: named,
  merchants: named,
  keywords: named,
  countries: named,
  placeLists: named,
  statistics: named,
};
export type ListSection = keyof typeof sections;

/** What the lists of `rules/lists/` are called by people. */
export const listWords = z
  .strictObject(sections)
  .parse(JSON.parse(readFileSync(new URL('list-words.json', import.meta.url), 'utf8')));

/** The name of a list in quotes; its code where it has no words yet. */
export const listName = (
  section: ListSection,
  code: string,
  { language, quoted }: Speech,
): string => {
  const name = listWords[section][code]?.[language] ?? code;
  return quoted(name);
};

/** The codes that a rulebook has in a section. */
export const listCodes = (section: ListSection, lists: Lists): string[] =>
  Object.keys(section === 'statistics' ? lists.peers.statistics : lists[section]);
