import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const handler = createHandler({
  readAsset: (name) => readFile(`node_modules/swagger-ui-dist/${name}`, 'utf-8'),
});
const get = (routeKey: string, path?: Record<string, string>) =>
  handler(httpEvent(routeKey, { claims: {}, ...(path && { path }) }), lambdaContext());

test('the document is served to anybody', async () => {
  const { statusCode, body = '' } = await get('GET /openapi.json');
  expect([statusCode, JSON.parse(body).openapi]).toEqual([200, '3.1.0']);
});

test('the page loads nothing from elsewhere and runs no script but its own', async () => {
  const { headers, body = '' } = await get('GET /docs');
  const policy = String(headers?.['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(body).not.toMatch(/(src|href)="(?!\/docs\/)/);
});

test.each(['swagger-ui.css', 'swagger-ui-bundle.js'])('%s is served', async (asset) => {
  const { statusCode, body = '' } = await get('GET /docs/{asset}', { asset });
  expect(statusCode).toBe(200);
  expect(body.length).toBeGreaterThan(10_000);
});

test.each(['../package.json', 'index.html', 'toString', ''])('%s is not', async (asset) => {
  expect((await get('GET /docs/{asset}', { asset })).statusCode).toBe(404);
});
