import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiDocument, apiDocumentText } from './api-document.ts';

test('docs/openapi.json is the document that the schemas make', () => {
  expect(readFileSync('docs/openapi.json', 'utf-8')).toBe(apiDocumentText());
});

test('every route of docs/architecture.md is described, and no other', () => {
  const described = Object.entries(apiDocument().paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(routesOfArchitecture().sort());
});

test('every operation is named once, says who may use it, and describes its errors', () => {
  const operations = Object.values(apiDocument().paths ?? {}).flatMap((item) =>
    [item.get, item.post, item.delete].filter((operation) => operation !== undefined),
  );
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { security, responses } of operations) {
    expect(security).toBeDefined();
    if (security?.length) expect(responses).toHaveProperty('default');
  }
});

/** The routes in the table of functions: a method counts until the next, `…` is the path so far. */
function routesOfArchitecture(): string[] {
  const cells = readFileSync('docs/architecture.md', 'utf-8')
    .split('\n')
    .filter((line) => /^\| `[a-z-]+` \| `(GET|POST|DELETE) /.test(line))
    .map((line) => line.split('|')[2] ?? '');
  return cells.flatMap((cell) => {
    let method = '';
    let parent = '';
    return [...cell.matchAll(/`(?:(GET|POST|DELETE) )?([^`]+)`/g)].map(([, named, path = '']) => {
      method = named ?? method;
      const full = path.replace('…', parent);
      parent = full.replace(/\/[^/]+$/, '');
      return `${method} ${full}`;
    });
  });
}
