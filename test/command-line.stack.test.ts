import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningStack } from '../local/stack.ts';
import { startQuietStack } from './support/quiet-stack.ts';
import { filedReport, ndjsonBatch } from './support/reports.ts';

/* The command a reporting entity runs, as a process of its own, against the whole stack. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-files-'));
const program = fileURLToPath(new URL('../local/moneytrail.ts', import.meta.url));
let stack: RunningStack;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
}, 120_000);
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true, force: true });
});

const file = (name: string, content: string | Uint8Array) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

const moneytrail = (...words: string[]) =>
  new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const env = { ...process.env, MONEYTRAIL_API: stack.url };
    execFile(process.execPath, [program, ...words], { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out, said }),
    );
  });

const reports = (name: string, count: number, actionTaken = 'None.') =>
  Array.from({ length: count }, (_, at) =>
    filedReport({ reference: `${name}-${at}`, actionTaken }),
  );

const whole = (submitted: number) => ({ submitted, accepted: submitted, rejected: 0 });

test.each<[string, () => string, number, object]>([
  [
    'a packed batch',
    () => file('a.ndjson.gz', gzipSync(ndjsonBatch(reports('A', 3), 'A'))),
    0,
    whole(3),
  ],
  [
    'a batch beyond 4 MiB',
    () => file('b.ndjson', ndjsonBatch(reports('B', 450, 'x'.repeat(10_000)), 'B')),
    0,
    whole(450),
  ],
  [
    'a small file that unfolds beyond 32 MiB',
    () => {
      const text = ndjsonBatch([...reports('C', 2), 'x'.repeat(2 ** 25)], 'C');
      return file('c.ndjson.gz', gzipSync(text));
    },
    3,
    { submitted: 3, accepted: 2, rejected: 1 },
  ],
])(
  'given %s, when it is submitted twice, then all counts once',
  async (_what, make, code, counts) => {
    const path = make();
    const first = await moneytrail('submit', path, '--wait', '--json');
    expect([first.code, first.said]).toEqual([code, '']);
    const batch = JSON.parse(first.out);
    expect(batch).toMatchObject({ status: 'completed', counts });
    const again = await moneytrail('submit', path, '--json');
    expect(JSON.parse(again.out)).toEqual(batch);
  },
);

test('given a bad record, then a script learns it by the code and a person by the receipt', async () => {
  const path = file('d.ndjson', ndjsonBatch([...reports('D', 1), 'nonsense'], 'D'));
  const { code, out } = await moneytrail('submit', path, '--wait');
  expect([code, out]).toEqual([3, expect.stringContaining('completed: 1 accepted, 1 rejected')]);
  const [batchId = ''] = out.split(' ');
  expect((await moneytrail('status', batchId)).code).toBe(3);
  const told = await moneytrail('receipts', batchId, '--only', 'rejected', '--format', 'csv');
  expect(told.out).toContain('"2","3","","rejected","reject","not-json"');
});

test.each([
  ['a damaged file', ['submit', file('e.json', '{"reports":')], 1, 'The body cannot be read'],
  ['a batch of nobody', ['status', 'none'], 1, 'No such batch'],
  ['a wrong role', ['status', 'none', '--user', 'analyst'], 1, 'Forbidden'],
  ['a stranger', ['status', 'none', '--user', 'stranger'], 2, 'Nobody is called stranger'],
])('given %s, then one sentence says so', async (_what, words, code, sentence) => {
  const told = await moneytrail(...words);
  expect([told.code, told.out, told.said]).toEqual([code, '', expect.stringContaining(sentence)]);
});
