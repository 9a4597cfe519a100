import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findings } from './findings.ts';

test('docs/receipts.md lists every code with its severity and text, and no other', () => {
  const rows = readFileSync('docs/receipts.md', 'utf-8')
    .split('\n')
    .filter((line) => /^\| `[a-z0-9-]+` \| (reject|warning|notice) \|/.test(line));
  expect(rows).toEqual(
    Object.entries(findings).map(
      ([code, { severity, message }]) =>
        `| \`${code}\` | ${severity} | ${message.en} | ${message.fr} |`,
    ),
  );
});
