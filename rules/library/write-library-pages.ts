import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../lib/translated.ts';
import { library } from './library.ts';
import { libraryPage, libraryPages } from './library-page.ts';

// Writes docs/indicators.md and docs/indicateurs.md. Run it after a change of a document.
const docs = join(import.meta.dirname, '..', '..', 'docs');
for (const [language, file] of Object.entries(libraryPages)) {
  writeFileSync(join(docs, file), libraryPage(library, language as Language));
}
