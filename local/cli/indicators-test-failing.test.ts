import { expect, test, vi } from 'vitest';
import { run } from './run.ts';

vi.mock(import('../../rules/test-indicator.ts'), async (original) => ({
  ...(await original()),
  testIndicator: async ({ indicator }) => ({
    id: indicator.id,
    cases: 3,
    mutants: 4,
    failures: ['given a quiet account: match instead of no-match'],
    explained: [],
    unexplained: ['measures/nights/over: 30d became 31d'],
    stale: [],
  }),
}));

test('given a case that comes out otherwise and a change nobody notices, then both are told and the exit code is 1', async () => {
  const out: string[] = [];
  const code = await run(['indicators', 'test', 'HT-SEX-001'], {
    print: (line) => out.push(line),
    say() {},
    async write() {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  expect(code).toBe(1);
  expect(out).toEqual([
    'HT-SEX-001 FAILED: 3 cases, 3 of 4 changes noticed\n' +
      '  wrong: given a quiet account: match instead of no-match\n' +
      '  not noticed: measures/nights/over: 30d became 31d',
    '1 indicator, 1 failed: 3 cases; 3 of 4 small changes noticed (75%)',
  ]);
});
