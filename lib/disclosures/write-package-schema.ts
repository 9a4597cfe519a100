import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageSchemaText } from './package-schema.ts';

// Writes docs/disclosure-package-1.schema.json. Run it after a change of the package's schema.
const docs = join(import.meta.dirname, '..', '..', 'docs');
writeFileSync(join(docs, 'disclosure-package-1.schema.json'), packageSchemaText());
