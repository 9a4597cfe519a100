import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { all } from './test-support/machine.ts';

const page = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
const told = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => line.split('|')[1]?.match(/(?<=`)\w+(?=`)/g) ?? []);
const kinds = [...new Set(all('AWS::CloudWatch::Alarm').map(({ path }) => path.split('/').at(-1)))];

test.each(kinds)('docs/operations.md says what to do when %s is raised', (kind) => {
  expect(told).toContain(kind);
});

test('docs/operations.md tells of no alarm that there is not', () => {
  const alarms = page.slice(page.indexOf('## Alarms'));
  for (const [name = ''] of alarms.matchAll(/(?<=^\| `)\w+(?=`)/gm)) expect(kinds).toContain(name);
});
