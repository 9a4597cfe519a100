import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { open, problem } from './operation.ts';

const tags = ['Description'];

/** The routes that describe all others. */
export const descriptionPaths: ZodOpenApiPathsObject = {
  '/openapi.json': {
    get: open({
      operationId: 'readApiDocument',
      tags,
      summary: 'This document',
      responses: {
        '200': {
          description: 'OpenAPI 3.1',
          content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
        },
      },
    }),
  },
  '/docs': {
    get: open({
      operationId: 'browseApiDocument',
      tags,
      summary: 'This document, to be browsed',
      responses: { '200': page('text/html') },
    }),
  },
  '/docs/{asset}': {
    get: open({
      operationId: 'readAsset',
      tags,
      summary: 'What the page at /docs loads',
      requestParams: {
        path: z.object({ asset: z.enum(['swagger-ui.css', 'swagger-ui-bundle.js']) }),
      },
      responses: { '200': page('text/css'), '404': problem('page-not-found') },
    }),
  },
};

function page(mediaType: string) {
  return { description: 'A text', content: { [mediaType]: { schema: z.string() } } };
}
