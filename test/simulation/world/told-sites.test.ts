import { expect, test } from 'vitest';
import { withToldSites } from './told-sites.ts';

test('given a call of a client, then it tells its line, and stays on it', () => {
  const source = 'const a = 1;\n\nawait store.client.send(\n  new GetCommand(key),\n);\n';
  expect(withToldSites(source, 'lib/aws/a.ts')).toBe(
    'const a = 1;\n\nawait (globalThis.calls.from = "lib/aws/a.ts:3", store.client).send(\n  new GetCommand(key),\n);\n',
  );
});

test('given a client that a paginator calls, then its calls tell the line of the paginator', () => {
  const source = '\nconst pages = paginateQuery(\n  { client },\n  query,\n);';
  expect(withToldSites(source, 'lib/aws/b.ts')).toBe(
    '\nconst pages = paginateQuery(\n  { client: globalThis.calls.pagesFrom(client, "lib/aws/b.ts:2") },\n  query,\n);',
  );
});

test('given anything else, then it stays as it is', () => {
  const source =
    "import { paginateQuery } from 'x';\nconst send = (client: Client) => client.sent;\n";
  expect(withToldSites(source, 'lib/aws/c.ts')).toBe(source);
});
