import { expect, test } from 'vitest';
import { run } from './run.ts';

async function testIndicators(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const shown: string[] = [];
  const code = await run(['indicators', 'test', ...words], {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    async write() {},
    progress: {
      begin: () => ({
        show: (done, total) => shown.push(`${done}/${total}`),
        end: () => shown.push('end'),
      }),
    },
  });
  return { code, out, said: said.join('\n'), shown };
}

test('given two indicators, then each has a line, and a summary closes', async () => {
  const { code, out, shown } = await testIndicators('HT-SEX-001', 'HT-SEX-002');
  expect(code).toBe(0);
  expect(out[0]).toMatch(/^HT-SEX-001 good: \d+ cases, (\d+) of \1 changes noticed$/);
  expect(out[1]).toMatch(/^HT-SEX-002 good: /);
  expect(out[2]).toMatch(
    /^2 indicators, all good: \d+ cases; (\d+) of \1 small changes noticed \(100%\)$/,
  );
  expect(shown).toEqual(['0/2', '1/2', 'end']);
});

test('given an indicator with changes that no case can notice, then each is told with its reason', async () => {
  const { code, out } = await testIndicators('HT-CSE-004');
  expect(code).toBe(0);
  expect(out[0]).toMatch(/\n {2}cannot be noticed: .+ \(.{10,}\)/);
});

test('when JSON is asked for, then one object an indicator and one for all are printed', async () => {
  const { code, out } = await testIndicators('HT-SEX-001', '--json');
  const [tested, all] = out.map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(tested).toMatchObject({ id: 'HT-SEX-001', failures: [], unexplained: [], stale: [] });
  expect(all.summary).toMatchObject({ indicators: 1, failed: 0, share: 1 });
});

test('given an unknown id, then the exit code is 2', async () => {
  const { code, said } = await testIndicators('HT-SEX-999');
  expect(code).toBe(2);
  expect(said).toBe('No such indicator: HT-SEX-999');
});
