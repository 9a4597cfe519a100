import { expect, test } from 'vitest';
import { createRouter } from './router.ts';

const find = createRouter(
  [
    'GET /v1/cases/{caseId}',
    'GET /v1/cases/mine',
    'POST /v1/cases/{caseId}/claim',
    'ANY /v1/cases/{caseId}/claim',
    'GET /docs/{asset+}',
    'GET /v1/cases',
  ].map((key) => ({ key, functionArn: '', authorizer: undefined, scopes: [] })),
);

test.each([
  ['GET', '/v1/cases', 'GET /v1/cases', {}],
  ['GET', '/v1/cases/7', 'GET /v1/cases/{caseId}', { caseId: '7' }],
  ['GET', '/v1/cases/a%2Fb', 'GET /v1/cases/{caseId}', { caseId: 'a/b' }],
  ['GET', '/v1/cases/mine', 'GET /v1/cases/mine', {}],
  ['POST', '/v1/cases/7/claim', 'POST /v1/cases/{caseId}/claim', { caseId: '7' }],
  ['PUT', '/v1/cases/7/claim', 'ANY /v1/cases/{caseId}/claim', { caseId: '7' }],
  ['GET', '/docs/a/b.css', 'GET /docs/{asset+}', { asset: 'a/b.css' }],
])('%s %s is %s', (method, path, key, pathParameters) => {
  expect(find(method, path)).toMatchObject({ route: { key }, pathParameters });
});

test.each([
  ['POST', '/v1/cases'],
  ['GET', '/v1/cases/'],
  ['GET', '/v1/cases/7/8'],
  ['GET', '/docs'],
  ['GET', '/v1'],
])('%s %s is no route', (method, path) => {
  expect(find(method, path)).toBeUndefined();
});
