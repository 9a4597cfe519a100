import { createDocument } from 'zod-openapi';
import { auditPaths } from './audit-paths.ts';
import { batchPaths, batchSchemas } from './batch-paths.ts';
import { casePaths } from './case-paths.ts';
import { roles } from './claims.ts';
import { descriptionPaths } from './description-paths.ts';
import { disclosurePaths } from './disclosure-paths.ts';
import { employerPaths } from './employer-paths.ts';
import { explanationPaths } from './explanation-paths.ts';
import { legalHoldPaths } from './legal-hold-paths.ts';
import { possibleMatchPaths } from './possible-match-paths.ts';
import { statisticsPaths } from './statistics-paths.ts';
import { uploadPaths } from './upload-paths.ts';

const description = `Transaction reports in, explained disclosure packages out.

Every error is \`application/problem+json\` with a stable \`type\`, and every response has a
\`Request-Id\`. What the gateway turns away itself has \`{"message"}\` and \`Apigw-Requestid\`: a token
that is not valid (401) or lacks the scope (403), a path or method that does not exist (404), a body
beyond what it takes (413).
Lists are read page by page: pass \`next\` of one page as \`cursor\` of the following. The token, never
the body, says on whose behalf a request is made.`;

/**
 * The published contract, from the very schemas that requests are checked with. It is kept in
 * `docs/openapi.json`; `node lib/http/write-api-document.ts` writes it anew.
 */
export const apiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Moneytrail',
      version: '1.0.0',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: {
      ...batchPaths,
      ...uploadPaths,
      ...casePaths,
      ...employerPaths,
      ...explanationPaths,
      ...disclosurePaths,
      ...auditPaths,
      ...legalHoldPaths,
      ...possibleMatchPaths,
      ...statisticsPaths,
      ...descriptionPaths,
    },
    components: {
      schemas: batchSchemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `The token's scope is one of: ${roles.join(', ')}.`,
        },
      },
    },
  });

export const apiDocumentText = (): string => `${JSON.stringify(apiDocument(), undefined, 2)}\n`;
