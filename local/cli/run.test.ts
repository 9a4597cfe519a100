import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

let server: Server;
let url: string;
let asked: Asked[];
/** What the API answers, by "GET /path"; a list is answered one by one, the last for ever. */
let answers: Record<string, Answer | Answer[]>;

beforeEach(async () => {
  asked = [];
  answers = {};
  server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    asked.push({ method, path, headers, body: await text(request) });
    const found = answers[`${method} ${path}`] ?? { status: 404, body: { title: 'No such thing' } };
    const answer = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
    response.writeHead(answer?.status ?? 200, answer?.headers);
    response.end(JSON.stringify(answer?.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-cli-'));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};
const directoryNamed = (name: string) => {
  const path = join(directory, name);
  mkdirSync(path);
  return path;
};
const batchFile = () => file('batch.json', '{"profile":"transaction-report-batch/1"}');

/** Runs a command with a token against the server, and keeps what it said. */
async function moneytrail(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await run([...words, '--api', url, '--token', 'a-token'], {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    async write(pieces) {
      for await (const piece of pieces) out.push(piece);
    },
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  return { code, out: out.join(''), said: said.join('\n') };
}

const batch = (status: string, counts: Record<string, number> = {}) => ({
  batchId: 'b-1',
  batchReference: 'NB-1',
  status,
  counts,
});

describe('given a batch whose every record is accepted', () => {
  test('when it is submitted and waited for, then the exit code is 0', async () => {
    answers = {
      'POST /v1/batches': { status: 202, body: batch('accepted') },
      'GET /v1/batches/b-1': [
        { body: batch('processing', { submitted: 2, pending: 1, accepted: 1 }) },
        { body: batch('completed', { submitted: 2, pending: 0, accepted: 2 }) },
      ],
    };
    const { code, out } = await moneytrail('submit', batchFile(), '--wait');
    expect(code).toBe(0);
    expect(out).toContain('completed: 2 accepted (2 in all)');
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer a-token',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('when it is sent twice, then both requests carry the same key', async () => {
    answers = { 'POST /v1/batches': { status: 202, body: batch('accepted') } };
    await moneytrail('submit', batchFile());
    await moneytrail('submit', batchFile());
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe(keys[1]);
  });

  test('when JSON is asked for, then one object a file is printed', async () => {
    answers = { 'POST /v1/batches': { status: 202, body: batch('accepted') } };
    const { out } = await moneytrail('submit', batchFile(), '--json');
    expect(JSON.parse(out)).toMatchObject({ file: 'batch.json', batchId: 'b-1' });
  });

  test('when it is packed, then the encoding is told and the bytes go as they are', async () => {
    answers = { 'POST /v1/batches': { status: 202, body: batch('accepted') } };
    await moneytrail('submit', file('batch.ndjson.gz', gzipSync('{}\n')));
    expect(asked[0]?.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
    });
  });

  test.each([
    ['batch.csv', {}],
    ['batch.csv.gz', { 'content-encoding': 'gzip' }],
    ['batch.csv.zst', { 'content-encoding': 'zstd' }],
  ])('when it is %s, then it is sent as CSV', async (name, encoding) => {
    answers = { 'POST /v1/batches': { status: 202, body: batch('accepted') } };
    await moneytrail('submit', file(name, 'profile\r\n'));
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'text/csv', ...encoding });
  });
});

test('given a batch with a bad record, when it is waited for, then the exit code is 3', async () => {
  answers = {
    'POST /v1/batches': { status: 202, body: batch('accepted') },
    'GET /v1/batches/b-1': { body: batch('completed', { submitted: 2, accepted: 1, rejected: 1 }) },
  };
  const { code, out } = await moneytrail('submit', batchFile(), '--wait');
  expect(code).toBe(3);
  expect(out).toContain('1 rejected');
});

test('given a batch that failed, when its status is asked, then the exit code is 1', async () => {
  const problem = { code: 'malformed-body', detail: 'damaged or truncated gzip' };
  answers = { 'GET /v1/batches/b-1': { body: { ...batch('failed'), problem } } };
  const { code, out } = await moneytrail('status', 'b-1');
  expect(code).toBe(1);
  expect(out).toContain('damaged or truncated gzip');
});

test('given an upload that never came, when it is waited for, then it ends and says so', async () => {
  const problem = { title: 'The upload did not arrive by its deadline', detail: 'not taken in' };
  answers = { 'GET /v1/batches/b-1': { body: { ...batch('expired'), problem } } };
  const { code, out } = await moneytrail('status', 'b-1', '--watch');
  expect(code).toBe(1);
  expect(out).toContain('b-1 expired\nThe upload did not arrive by its deadline');
});

test('given a refusal, when a batch is submitted, then title, detail and errors are said', async () => {
  const body = {
    title: 'The header of the batch is not valid',
    detail: '/createdAt',
    errors: [{ pointer: '/createdAt', message: 'RFC 3339 \u001b[31mwith an offset' }],
  };
  answers = { 'POST /v1/batches': { status: 400, body } };
  const { code, said } = await moneytrail('submit', batchFile());
  expect(code).toBe(1);
  expect(said).toContain('The header of the batch is not valid (HTTP 400)');
  expect(said).toContain('- /createdAt: RFC 3339  [31mwith an offset');
});

test('given two files, when the first is refused, then it is named and the second is sent', async () => {
  const problem = { type: '/problems/malformed-body', title: 'The body cannot be read' };
  answers = {
    'POST /v1/batches': [
      { status: 400, body: problem },
      { status: 202, body: batch('accepted') },
    ],
  };
  const good = file('good.json', '{}');
  const { code, out, said } = await moneytrail('submit', batchFile(), good, '--json');
  expect(code).toBe(1);
  expect(said).toBe('batch.json: The body cannot be read (HTTP 400)');
  const [refused, sent] = out.replace('}{', '}\n{').split('\n');
  expect(JSON.parse(refused ?? '')).toEqual({ file: 'batch.json', problem });
  expect(JSON.parse(sent ?? '')).toMatchObject({ file: 'good.json', batchId: 'b-1' });
});

test('given a gateway in between that refuses, then its message is said', async () => {
  answers = { 'GET /v1/batches/b-1': { status: 403, body: { message: 'Forbidden' } } };
  const { code, said } = await moneytrail('status', 'b-1');
  expect([code, said]).toEqual([1, 'Forbidden (HTTP 403)']);
});

test('given a small file that unfolds into too much, then it goes by way of an upload', async () => {
  answers = {
    'POST /v1/batches': { status: 413, body: { type: '/problems/body-too-large' } },
    'POST /v1/uploads': { status: 201, body: { batchId: 'b-1', url: `${url}/put`, headers: {} } },
    'PUT /put': {},
    'GET /v1/batches/b-1': { body: batch('completed', { submitted: 1, accepted: 1 }) },
  };
  const { code } = await moneytrail('submit', file('batch.ndjson.gz', gzipSync('{}\n')));
  expect(code).toBe(0);
  expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ contentEncoding: 'gzip' });
  expect(asked[2]).toMatchObject({ method: 'PUT', path: '/put' });
});

describe('given a wrong command, then the exit code is 2', () => {
  test.each([
    ['a file that is not there', ['submit', '/nowhere/batch.json']],
    ['a directory', ['submit', directoryNamed('folder.ndjson')]],
    ['a file of another kind', ['submit', '/nowhere/batch.pdf']],
    ['an option that does not exist', ['status', 'b-1', '--colour']],
    ['a format that does not exist', ['receipts', 'b-1', '--format', 'xml']],
    ['one key for two files', ['submit', 'a.json', 'b.json', '--idempotency-key', 'k']],
  ])('%s', async (_what, words) => {
    expect((await moneytrail(...words)).code).toBe(2);
    expect(asked).toEqual([]);
  });
});

describe('given an API that is busy', () => {
  const busy = { status: 503, headers: { 'retry-after': '0' } };

  test('when it recovers, then the command succeeds', async () => {
    answers = {
      'GET /v1/batches/b-1': [busy, { ...busy, status: 429 }, { body: batch('completed') }],
    };
    expect((await moneytrail('status', 'b-1')).code).toBe(0);
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['submit', 'POST /v1/batches'],
    ['status', 'GET /v1/batches/b-1'],
    ['receipts', 'GET /v1/batches/b-1/receipts?limit=1000'],
  ])('when it asks to wait, then %s says so', async (command, path) => {
    const held = {
      ...busy,
      status: 429,
      headers: { 'retry-after': '1' },
      body: { title: 'Later' },
    };
    answers = { [path]: [held, { body: { ...batch('completed'), receipts: [] } }] };
    const { code, said } = await moneytrail(command, command === 'submit' ? batchFile() : 'b-1');
    expect(code).toBe(0);
    expect(said).toContain('Later (HTTP 429); trying again in 1 s');
  });

  test('when it stays busy, then the exit code is 1', async () => {
    answers = { 'GET /v1/batches/b-1': busy };
    expect((await moneytrail('status', 'b-1')).code).toBe(1);
  });
});

describe('given receipts on two pages', () => {
  const good = { record: 1, line: 2, reference: 'R-1', verdict: 'accepted', findings: [] };
  const bad = {
    record: 2,
    line: 3,
    reference: '=R-2',
    verdict: 'rejected',
    findings: [
      {
        severity: 'reject',
        code: 'unknown-word',
        pointer: '/sector',
        message: { en: 'Say "bank"', fr: 'Dites « bank »' },
      },
    ],
  };
  beforeEach(() => {
    answers = {
      'GET /v1/batches/b-1/receipts?limit=1000': { body: { receipts: [good], next: 'c' } },
      'GET /v1/batches/b-1/receipts?limit=1000&cursor=c': { body: { receipts: [bad] } },
    };
  });

  test('when they are read as JSON, then all are there and the exit code is 3', async () => {
    const { code, out } = await moneytrail('receipts', 'b-1');
    expect(JSON.parse(out)).toEqual([good, bad]);
    expect(code).toBe(3);
  });

  test('when they are read, then how many there are of each kind is said', async () => {
    const { said } = await moneytrail('receipts', 'b-1', '--only', 'rejected');
    expect(said).toBe('1 accepted, 1 rejected (2 in all)');
  });

  test('when only rejected ones are wanted as NDJSON, then the others are left out', async () => {
    const { out } = await moneytrail('receipts', 'b-1', '--format', 'ndjson', '--only', 'rejected');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([bad]);
  });

  test('when they are written to a file as CSV, then no cell is a formula', async () => {
    const output = join(directory, 'receipts.csv');
    await moneytrail('receipts', 'b-1', '--format', 'csv', '--output', output);
    expect(readFileSync(output, 'utf8')).toBe(
      '"record","line","reference","verdict","severity","code","pointer","message_en","message_fr","column"\r\n' +
        '"1","2","R-1","accepted","","","","","",""\r\n' +
        `"2","3","'=R-2","rejected","reject","unknown-word","/sector",` +
        '"Say ""bank""","Dites « bank »",""\r\n',
    );
  });
});

test('given a batch beyond 4 MiB, when it is submitted, then it goes by way of an upload', async () => {
  answers = {
    'POST /v1/uploads': {
      status: 201,
      body: {
        batchId: 'b-1',
        method: 'PUT',
        url: `${url}/bucket/object?signature=s`,
        headers: { 'content-length': '4500000', 'if-none-match': '*' },
      },
    },
    'PUT /bucket/object?signature=s': [{ status: 503 }, { status: 412 }],
    'GET /v1/batches/b-1': { body: batch('awaiting-upload') },
  };
  const large = file('large.ndjson', `${'{}\n'.repeat(1_500_000)}`);
  const { code } = await moneytrail('submit', large, '--as-is');
  expect(code).toBe(0);
  const [request, , upload] = asked;
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    contentType: 'application/x-ndjson',
    sizeBytes: 4_500_000,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(upload?.body).toHaveLength(4_500_000);
  expect(upload?.headers).toMatchObject({ 'if-none-match': '*', 'content-length': '4500000' });
  expect(upload?.headers).not.toHaveProperty('authorization');
});
