import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from './api.ts';

let server: Server | undefined;
afterEach(() => new Promise<unknown>((resolve) => server?.close(resolve) ?? resolve(undefined)));

/** Asks an API that answers so every time, without waiting. */
async function ask(status: number, headers: Record<string, string>, body: object) {
  const busy = createServer((_request, response) => {
    response.writeHead(status, headers);
    response.end(JSON.stringify(body));
  });
  server = busy;
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const pauses: number[] = [];
  const said: string[] = [];
  const api = connect({
    api: `http://127.0.0.1:${(busy.address() as AddressInfo).port}`,
    say: (line) => said.push(line),
    pause: async (milliseconds) => pauses.push(milliseconds),
  });
  const failure = await api.get('v1/batches').catch((refusal: unknown) => refusal);
  return { pauses, said, failure };
}

const problem = {
  type: '/problems/too-many-requests',
  title: 'Too much at once; send this again later',
  detail: 'too-many-requests: bytes per minute',
};

describe('given an API that is busy and names a moment', () => {
  test('when it is asked, then it is asked again no earlier, and each wait is told', async () => {
    const { pauses, said } = await ask(429, { 'retry-after': '121' }, problem);
    expect(pauses).toEqual(Array(5).fill(121_000));
    const line =
      'Too much at once; send this again later (HTTP 429): too-many-requests: bytes per minute; trying again in 3 min';
    expect(said).toEqual(Array(5).fill(line));
  });

  test('when it is given up, then it is said when to come back', async () => {
    const { failure } = await ask(429, { 'retry-after': '90' }, problem);
    const message = expect.stringMatching(
      /Given up for now; come back in 90 s, at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    );
    expect(failure).toMatchObject({ exitCode: 1, message });
  });

  test('when that is beyond a quarter of an hour, then it is asked earlier', async () => {
    const { pauses, failure } = await ask(429, { 'retry-after': '7200' }, problem);
    expect(pauses).toEqual(Array(5).fill(900_000));
    expect(failure).toMatchObject({ message: expect.stringContaining('come back in 120 min') });
  });

  test('when the moment is no moment, then the waits are its own', async () => {
    const { pauses, failure } = await ask(429, { 'retry-after': 'Infinity' }, {});
    expect(pauses[0]).toBe(500);
    expect(failure).toMatchObject({ exitCode: 1 });
  });

  test('when that is now, then nothing is said of waiting', async () => {
    expect(await ask(503, { 'retry-after': '0' }, {})).toMatchObject({ said: [] });
  });
});

test('given an API that is busy and names no moment, then the waits grow and are told', async () => {
  const { pauses, said, failure } = await ask(429, {}, { message: 'Too Many Requests' });
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(said[2]).toBe('Too Many Requests (HTTP 429); trying again in 2 s');
  expect(failure).toMatchObject({ message: 'Too Many Requests (HTTP 429)' });
});
