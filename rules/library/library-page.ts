import { withFrenchSpaces } from '../../lib/french-spaces.ts';
import { speechOf } from '../../lib/indicators/words/speech.ts';
import type { Language } from '../../lib/translated.ts';
import { coverageTables } from './coverage-tables.ts';
import { explanationSections } from './explanation-sections.ts';
import { indicatorSections } from './indicator-sections.ts';
import type { Library } from './library.ts';
import { factCodeTable, listTable } from './list-tables.ts';
import { blocks, marks } from './markdown.ts';
import { pageHead } from './page-head.ts';
import { typologySections } from './typology-sections.ts';

/** The files of the pages under `docs/`. */
export const libraryPages: Record<Language, string> = { en: 'indicators.md', fr: 'indicateurs.md' };

/** The page of one language. Both tell the same. */
export function libraryPage(library: Library, language: Language): string {
  const speech = speechOf(language, marks);
  const page = blocks(
    pageHead(library, speech),
    coverageTables(library, speech),
    indicatorSections(library, speech),
    explanationSections(library, speech),
    typologySections(library, speech),
    factCodeTable(library, speech),
    listTable(library, speech),
  );
  return `${language === 'fr' ? withFrenchSpaces(page) : page}\n`;
}
