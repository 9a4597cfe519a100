import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAuditLog } from '../../bench/audit/write-audit-log.ts';
import { run } from './run.ts';

/* A log that is large enough for several threads. */

const size = 60_000;
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-audit-'));
const copy = join(directory, 'copy');
const key = join(directory, 'key.pem');
const put = (name: string, bytes: Uint8Array | string, root = copy) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), bytes);
};
const read = (name: string) => readFileSync(join(copy, name));

let server: Server;
beforeAll(async () => {
  writeFileSync(key, await writeAuditLog(size, put));
  server = createServer(({ url = '' }, response) => {
    try {
      response.end(read(url.replace('/some/log/', '')));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

async function verify(...words: string[]) {
  const [out, said]: string[][] = [[], []];
  const code = await run(['audit', 'verify', ...words], {
    print: (line) => out?.push(line),
    say: (line) => said?.push(line),
    write: async () => {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  return { code, out: out?.join('\n') ?? '', said: said?.join('\n') ?? '' };
}
const verifyJson = async (...words: string[]) => {
  const { code, out } = await verify(...words, '--json');
  return { code, ...JSON.parse(out) };
};

/** The same with other bytes for a while. */
async function altered<T>(name: string, bytes: Uint8Array, then: () => Promise<T>): Promise<T> {
  const before = read(name);
  put(name, bytes);
  try {
    return await then();
  } finally {
    put(name, before);
  }
}

describe('given a copy of an untouched log', () => {
  test('when it is verified, then it is told so', async () => {
    const { code, out } = await verify('--from', copy, '--public-key', key);
    expect(code).toBe(0);
    expect(out).toMatch(/holds 60000 leaves, each as it was recorded.*is signed by that key/s);
  });

  test('when no key is given, then it is said that nobody checked who signed', async () => {
    expect(await verify('--from', copy)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Nobody checked who signed/),
    });
  });

  test('when it lies in a copy of the whole bucket, then it is found there', async () => {
    const bucket = join(directory, 'bucket');
    cpSync(copy, join(bucket, 'log'), { recursive: true });
    expect(await verifyJson('--from', bucket)).toMatchObject({ code: 0, size });
  });

  test('when it lies below an address, then it is read from there', async () => {
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/log`;
    expect(await verifyJson('--from', from)).toMatchObject({ code: 0, size });
  });

  test('when it is compared with a checkpoint that was kept, then it grew from it', async () => {
    const since = join(copy, 'checkpoint');
    const found = await verifyJson('--from', copy, '--public-key', key, '--since', since);
    expect(found).toMatchObject({ code: 0, isSigned: true, grownFrom: size });
  });
});

describe('given a copy that was tampered with', () => {
  const name = 'tile/entries/200';

  test('when a leaf was edited, then it is named, and the code says so', async () => {
    const bytes = read(name);
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    const found = await altered(name, bytes, () => verify('--from', copy, '--public-key', key));
    expect(found).toMatchObject({ code: 1, out: 'Leaf 51200 was edited.' });
  });

  test('when its checkpoint is by somebody else, then the signature is at fault', async () => {
    const other = join(directory, 'other.pem');
    writeFileSync(
      other,
      await writeAuditLog(1, (file, bytes) => put(file, bytes, `${copy}-other`)),
    );
    const found = await verifyJson('--from', copy, '--public-key', other);
    expect(found).toMatchObject({ code: 1, fault: { kind: 'signature-invalid' } });
  });
});

test.each([
  [['--from', join(directory, 'nowhere')], 2],
  [['--from', copy, '--public-key', copy], 2],
  [['--from', copy, '--since', join(directory, 'nothing')], 2],
  [['--data-directory', join(directory, 'nowhere')], 2],
  [['--from', 'http://127.0.0.1:9'], 4],
])('given %j, then the code is %i', async (words, code) => {
  expect((await verify(...words)).code).toBe(code);
});
