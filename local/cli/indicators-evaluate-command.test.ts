import { describe, expect, test } from 'vitest';
import { run } from './run.ts';

/** Runs the command on lines, and keeps what it answered and said. */
async function evaluate(input: string | Uint8Array, ...options: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = {
    print: (line: string) => out.push(line),
    say: (line: string) => said.push(line),
    async write(pieces: AsyncIterable<string>) {
      for await (const piece of pieces) out.push(piece);
    },
    progress: { begin: () => ({ show() {}, end() {} }) },
  };
  const code = await run(['indicators', 'evaluate', ...options], terminal, chunks(input));
  const answers = out.join('').split('\n').slice(0, -1);
  return { code, answers: answers.map((line) => JSON.parse(line)), said: said.join('\n') };
}

/** Few bytes at a time, so that lines and letters are cut anywhere. */
async function* chunks(input: string | Uint8Array) {
  const bytes = Buffer.from(input);
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}

const rule = (name: string, operator: string, value: unknown) => ({
  name,
  conditions: { all: [{ fact: 'été', operator, value }] },
});
const line = (...rules: unknown[]) => JSON.stringify({ rules, facts: { été: 3 } });
const more = rule('more', 'greaterThan', 2);
const less = rule('less', 'lessThan', 2);

describe.each([[[]], [['--reference']]])('given %j', (options) => {
  test('when lines are good and bad, then each has its answer in its place', async () => {
    const lines = [
      line(more, less),
      '{"rules": [',
      '',
      '[]',
      line({ ...more, conditions: { any: [] } }),
      line(rule('unseparated', 'equal', '\u2028\r')),
      line(rule('failing', 'in', 2)),
      '{"rules": [], "facts": {"été": 1}}\r',
      line(less),
    ];
    const { code, answers } = await evaluate(lines.join('\n'), ...options);
    expect(answers).toEqual([
      { results: { more: true, less: false } },
      { error: 'invalid-json' },
      { error: 'invalid-json' },
      { error: 'invalid-request' },
      { error: 'empty-any' },
      { results: { unseparated: false } },
      { error: 'operator-failed' },
      { results: {} },
      { results: { less: false } },
    ]);
    expect(code).toBe(0);
  });

  test('when a fact is undefined, then the options decide', async () => {
    const request = { rules: [more] };
    const allowed = { ...request, options: { allowUndefinedFacts: true } };
    const lines = [request, allowed].map((one) => JSON.stringify(one));
    const { answers } = await evaluate(lines.join('\n'), ...options);
    expect(answers).toEqual([{ error: 'undefined-fact' }, { results: { more: false } }]);
  });

  test('when a line is no text or nests without end, then the next is answered', async () => {
    const deep = `{"rules": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const deepFact = `{"rules": [], "facts": {"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0x0a]),
      Buffer.from([deep, deepFact, ' '.repeat(1024 * 1024 + 1), line(more)].join('\n')),
    ]);
    const { answers } = await evaluate(bytes, ...options);
    expect(answers).toEqual([
      { error: 'not-utf-8' },
      { error: 'invalid-rule' },
      { error: 'value-too-deep' },
      { error: 'line-too-long' },
      { results: { more: true } },
    ]);
  });
});

test('given a refused line, then its place and its mend are said, and nothing that steers a terminal', async () => {
  const path = { ...more, conditions: { all: [{ fact: 'été', '\u001b[31m': 1 }] } };
  const { said } = await evaluate(`\n${line(path)}`);
  expect(said).toContain('line 1: invalid-json');
  expect(said).toContain(
    'line 2: unknown-key at "/rules/0/conditions/all/0/ [31m": remove the key',
  );
});

test('given nothing, then nothing is answered', async () => {
  expect(await evaluate('')).toEqual({ code: 0, answers: [], said: '' });
});

test('given a wrong option, then the exit code is 2 and the words come from the program', async () => {
  const { code, said } = await evaluate('', '--referenced');
  expect(code).toBe(2);
  expect(said).toContain("unknown option '--referenced'");
});
