import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocumentText } from './api-document.ts';

// Writes docs/openapi.json. Run it after a change of a schema or a route.
const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');
writeFileSync(file, apiDocumentText());
