import { expect, test, vi } from 'vitest';
import { run } from './run.ts';

vi.mock('../../rules/read-rules.ts', () => {
  throw new Error('cases.json does not fit');
});

test.each([
  ['test', 'HT-SEX-001'],
  ['explain', 'HT-SEX-001'],
])(
  'given faulty rules, when indicators %s reads them, then it says who tells why',
  async (...words) => {
    const said: string[] = [];
    const code = await run(['indicators', ...words], {
      print() {},
      say: (line) => said.push(line),
      async write() {},
      progress: { begin: () => ({ show() {}, end() {} }) },
    });
    expect(code).toBe(1);
    expect(said).toEqual(['The documents cannot be read. moneytrail indicators check says why']);
  },
);
