import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from './api.ts';
import { signIn } from './sign-in.ts';

let server: Server;
let url: string;
let authorizations: (string | undefined)[];

const silent = () => {};

beforeEach(async () => {
  authorizations = [];
  server = createServer(async (request, response) => {
    authorizations.push(request.headers.authorization);
    const body = await text(request);
    if (body.includes('stranger')) response.statusCode = 400;
    response.end(JSON.stringify({ token: `token of ${JSON.parse(body || '{}').user}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('given no token', () => {
  test('when the API is on this machine, then the demonstration user signs in', async () => {
    const api = await signIn({ api: url, user: 'reporting-entity' }, silent);
    await api.get('v1/batches');
    expect(authorizations).toEqual([undefined, 'Bearer token of reporting-entity']);
  });

  test('when nobody has that name, then that is said', async () => {
    const stranger = signIn({ api: url, user: 'stranger' }, silent);
    await expect(stranger).rejects.toThrow('Nobody is called stranger there');
  });

  test('when the API is elsewhere, then a token is asked for and nothing is sent', async () => {
    const elsewhere = signIn({ api: 'https://api.example.com', user: 'reporting-entity' }, silent);
    await expect(elsewhere).rejects.toThrow('A token is needed');
  });
});

test('given a token, when the API is elsewhere and not encrypted, then it is not sent', () => {
  const plain = () => connect({ api: 'http://api.example.com', token: 'a-token' });
  expect(plain).toThrow('A token is sent to https addresses only');
});

test('given nobody at the address, when it is asked, then it is said to be unreachable', async () => {
  const pauses: number[] = [];
  const api = connect({
    api: 'http://127.0.0.1:1',
    pause: async (milliseconds) => pauses.push(milliseconds),
  });
  await expect(api.get('v1/batches')).rejects.toMatchObject({ exitCode: 4 });
  expect(pauses).toEqual([500, 1000, 2000]);
});
