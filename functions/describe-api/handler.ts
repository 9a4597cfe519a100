import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import apiDocument from '../../docs/openapi.json' with { type: 'json' };
import { DomainError } from '../../lib/errors.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { page, pagePolicy } from './page.ts';

/** The files that the page loads, and what they are. */
const assets: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

export type Ports = { readAsset: (name: string) => Promise<string> };

/** GET /openapi.json, /docs and /docs/{asset} */
export const createHandler = ({ readAsset }: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async ({ routeKey, pathParameters: { asset: name = '' } = {} }) => {
      if (routeKey === 'GET /openapi.json') {
        return text('application/json', JSON.stringify(apiDocument));
      }
      if (routeKey === 'GET /docs') return text('text/html; charset=utf-8', page);
      const mediaType = Object.hasOwn(assets, name) ? assets[name] : undefined;
      if (!mediaType) throw new DomainError('page-not-found', 'asset');
      return text(mediaType, await readAsset(name), 'public, max-age=86400');
    });

const text = (mediaType: string, body: string, cacheControl = 'no-cache') => ({
  statusCode: 200,
  headers: {
    'content-type': mediaType,
    'cache-control': cacheControl,
    'content-security-policy': pagePolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  },
  body,
});
