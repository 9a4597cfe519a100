import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

/* Long files, sent to a server that keeps parts as the API does, and whose line may drop. */

const mebibyte = 1024 ** 2;
const partBytes = 8 * mebibyte;
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-parts-'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let server: Server;
let url: string;
let requests: { key: string; body: Record<string, unknown> }[];
let inline: { headers: IncomingMessage['headers']; body: Buffer }[];
let parts: Map<number, Buffer>;
let puts: number[];
let whole: Buffer | undefined;
/** What happens to the next requests that put a part; without one they go well. */
let fates: ('drop' | 'refuse' | 'lose-answer')[];

beforeEach(async () => {
  [requests, inline, puts, fates] = [[], [], [], []];
  parts = new Map();
  whole = undefined;
  server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const batch = (status: string) => ({ batchId: 'b-1', status, counts: {} });
const upload = () => ({
  batchId: 'b-1',
  status: whole ? 'completed' : 'awaiting-upload',
  parts: { count: 0, partBytes },
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url: path = '', headers } = request;
  const json = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  if (path.startsWith('/part/')) return putPart(Number(path.slice(6)), request, response);
  const body = await buffer(request);
  switch (`${method} ${path}`) {
    case 'POST /v1/batches':
      inline.push({ headers, body });
      return json(202, batch('accepted'));
    case 'POST /v1/uploads': {
      const said = JSON.parse(body.toString());
      const key = String(headers['idempotency-key']);
      requests.push({ key, body: said });
      const first = requests.find((one) => one.key === key)?.body;
      if (JSON.stringify(first) === JSON.stringify(said)) return json(201, upload());
      return json(422, { type: '/problems/idempotency-key-reused', title: 'Used for another' });
    }
    case 'GET /v1/uploads/b-1':
      return json(200, {
        ...upload(),
        ...(!whole && {
          arrived: [...parts].map(([partNumber, bytes]) => ({
            partNumber,
            sizeBytes: bytes.length,
            sha256: sha256(bytes),
          })),
        }),
      });
    case 'POST /v1/uploads/b-1/parts': {
      const asked = JSON.parse(body.toString()).parts as { partNumber: number; sha256: string }[];
      const permits = asked.map(({ partNumber, sha256: promised }) => ({
        partNumber,
        url: `${url}/part/${partNumber}`,
        headers: { 'x-promised': promised },
      }));
      return json(200, { parts: permits });
    }
    case 'POST /v1/uploads/b-1/complete':
      whole = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
      return json(202, batch('awaiting-upload'));
    default:
      return json(200, batch(whole ? 'completed' : 'awaiting-upload'));
  }
}

async function putPart(number: number, request: IncomingMessage, response: ServerResponse) {
  const fate = fates.shift();
  puts.push(number);
  if (fate === 'drop') {
    request.once('data', () => request.socket.destroy());
    return;
  }
  const bytes = await buffer(request);
  if (fate === 'refuse' || request.headers['x-promised'] !== sha256(bytes)) {
    response.writeHead(fate === 'refuse' ? 403 : 400).end();
    return;
  }
  parts.set(number, bytes);
  if (fate === 'lose-answer') request.socket.destroy();
  else response.writeHead(200).end();
}

const file = (name: string, content: string | Uint8Array) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

/** Two parts and a half that no packing makes smaller. */
const incompressible = randomBytes(20 * mebibyte);

async function moneytrail(...words: string[]) {
  const said: string[] = [];
  const shown: [number, number][] = [];
  const code = await run([...words, '--api', url, '--token', 'a-token'], {
    print: () => {},
    say: (line) => said.push(line),
    write: async () => {},
    progress: {
      begin: () => ({ show: (done, total) => void shown.push([done, total]), end() {} }),
    },
  });
  return { code, said: said.join('\n'), shown };
}

test('given a long file, then it goes in parts, and what is put together is the file', async () => {
  const path = file('long.ndjson', incompressible);
  const { code, shown } = await moneytrail('submit', path);
  expect(code).toBe(0);
  expect(requests[0]).toEqual({
    key: sha256(incompressible),
    body: {
      contentType: 'application/x-ndjson',
      sizeBytes: incompressible.length,
      sha256: sha256(incompressible),
      parts: true,
    },
  });
  expect(whole?.equals(incompressible)).toBe(true);
  expect(shown.at(-1)).toEqual([20, 20]);
});

test.each(['drop', 'lose-answer', 'refuse'] as const)(
  'given a line that does this to three parts: %s, then the command goes on',
  async (fate) => {
    fates = [fate, fate, fate];
    const { code } = await moneytrail('submit', file('dropped.ndjson', incompressible));
    expect(code).toBe(0);
    expect(whole?.equals(incompressible)).toBe(true);
    expect(puts.length).toBe(6);
  },
);

test('given a part that is refused for ever, then the command ends and says so', async () => {
  fates = Array.from({ length: 20 }, () => 'refuse' as const);
  const { code, said } = await moneytrail('submit', file('refused.ndjson', incompressible));
  expect([code, said]).toEqual([1, 'The upload was refused (HTTP 403)']);
});

test('given parts that have arrived, then the command run again sends the others only', async () => {
  const path = file('resumed.ndjson', incompressible);
  parts.set(2, incompressible.subarray(partBytes, 2 * partBytes));
  // Half-way through another packing, or damaged: it is not what is wanted.
  parts.set(3, Buffer.from('something else'));
  const { code, shown } = await moneytrail('submit', path);
  expect(code).toBe(0);
  expect(puts.sort()).toEqual([1, 3]);
  expect(whole?.equals(incompressible)).toBe(true);
  expect(shown.at(-1)).toEqual([20, 20]);
});

test('given a file that was sent whole, then the command run again sends nothing', async () => {
  const path = file('again.ndjson', incompressible);
  await moneytrail('submit', path);
  puts = [];
  expect((await moneytrail('submit', path)).code).toBe(0);
  expect(puts).toEqual([]);
});

describe('given a plain file that packs well', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      JSON.stringify({ at, filling: randomBytes(60).toString('hex') }),
    ).join('\n');
  const text = lines(150_000);

  test('then it is packed on the way, under the key of its own bytes', async () => {
    const { code } = await moneytrail('submit', file('packs.ndjson', text));
    expect(code).toBe(0);
    const [{ key, body } = { key: '', body: {} }] = requests;
    expect(key).toBe(sha256(Buffer.from(text)));
    expect(body).toMatchObject({ contentEncoding: 'zstd', parts: true });
    expect(whole?.length).toBe(body['sizeBytes']);
    expect(sha256(whole ?? Buffer.alloc(0))).toBe(body['sha256']);
    expect(zstdDecompressSync(whole ?? Buffer.alloc(0)).toString()).toBe(text);
  });

  test('when it is sent again, then it is the very same request', async () => {
    const path = file('twice.ndjson', text);
    await moneytrail('submit', path);
    await moneytrail('submit', path);
    expect(requests[1]).toEqual(requests[0]);
  });

  test('when it is wanted as it is, or was sent so before, then it is not packed', async () => {
    const path = file('as-is.ndjson', text);
    await moneytrail('submit', path, '--as-is');
    expect(whole?.toString()).toBe(text);
    expect((await moneytrail('submit', path)).code).toBe(0);
    expect(requests.map(({ body }) => body['contentEncoding'])).toEqual([
      undefined,
      'zstd',
      undefined,
    ]);
  });

  test('when it then fits into one request, then it goes in one', async () => {
    const small = lines(45_000);
    const { code } = await moneytrail('submit', file('fits.ndjson', small));
    expect(code).toBe(0);
    expect(requests).toEqual([]);
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = inline;
    expect(headers).toMatchObject({
      'content-encoding': 'zstd',
      'idempotency-key': sha256(Buffer.from(small)),
    });
    expect(zstdDecompressSync(body).toString()).toBe(small);
  });
});
