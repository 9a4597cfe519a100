import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../template/routes.ts';
import { createAuthorizer } from './authorizer.ts';

let server: Server;
let issuer: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let route: Route;
const authorize = createAuthorizer();

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key', alg: 'RS256' };
  server = createServer((request, response) => {
    const discovery = { issuer, jwks_uri: `${issuer}/jwks.json` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url?.endsWith('jwks.json') ? { keys: [jwk] } : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authorizer = { issuer, audience: ['moneytrail'] };
  route = { key: 'GET /', functionArn: '', authorizer, scopes: ['analyst', 'approver'] };
});
afterAll(() => {
  server.close();
});

type Change = (token: SignJWT) => unknown;

const tokenWith = (change: Change, claims: object = {}, key = keys.privateKey, kid = 'key') => {
  const token = new SignJWT({ scope: 'approver other', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(issuer)
    .setAudience('moneytrail')
    .setSubject('somebody')
    .setIssuedAt()
    .setExpirationTime('1h');
  change(token);
  return token.sign(key);
};
const ask = async (token: string | undefined, asked: Route = route) =>
  authorize(asked, token === undefined ? undefined : `Bearer ${token}`);

describe('given a token', () => {
  test('when it is right in all, then its claims come as text', async () => {
    const token = await tokenWith(() => {}, { entity: 1234567, groups: ['a', 'b'] });
    expect(await ask(token)).toMatchObject({
      claims: { sub: 'somebody', entity: '1234567', groups: '[a b]', scope: 'approver other' },
      scopes: ['approver', 'other'],
    });
  });

  test('when it names its client instead of an audience, then that counts', async () => {
    const token = await new SignJWT({ scope: 'analyst', client_id: 'moneytrail' })
      .setProtectedHeader({ alg: 'RS256', kid: 'key' })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(keys.privateKey);
    expect(await ask(token)).toHaveProperty('claims');
  });

  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  test.each<[string, Change]>([
    ['expired', (token) => token.setExpirationTime(now - 1)],
    ['not valid yet', (token) => token.setNotBefore(now + hour)],
    ['issued in the future', (token) => token.setIssuedAt(now + hour)],
    ['of another issuer', (token) => token.setIssuer('http://elsewhere')],
    ['for another audience', (token) => token.setAudience('elsewhere')],
  ])('when it is %s, then 401', async (_what, change) => {
    expect(await ask(await tokenWith(change))).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('invalid_token'),
    });
  });

  test.each(['key', 'unknown'])('when a stranger signed it as %s, then 401', async (kid) => {
    const stranger = await generateKeyPair('RS256');
    const token = await tokenWith(() => {}, {}, stranger.privateKey, kid);
    expect(await ask(token)).toMatchObject({ status: 401 });
  });

  test('when its claims were changed after signing, then 401', async () => {
    const [head, , signature] = (await tokenWith(() => {})).split('.');
    const claims = Buffer.from(JSON.stringify({ scope: 'approver' })).toString('base64url');
    expect(await ask(`${head}.${claims}.${signature}`)).toMatchObject({ status: 401 });
  });

  test('when it is not signed at all, then 401', async () => {
    const [, claims] = (await tokenWith(() => {})).split('.');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await ask(`${head}.${claims}.`)).toMatchObject({ status: 401 });
    expect(await ask('nonsense')).toMatchObject({ status: 401 });
    expect(await ask(undefined)).toEqual({ status: 401, challenge: 'Bearer' });
  });

  test('when it has none of the scopes, then 403', async () => {
    const token = await tokenWith(() => {}, { scope: 'analysts' });
    expect(await ask(token)).toMatchObject({
      status: 403,
      challenge: expect.stringContaining('insufficient_scope'),
    });
  });

  test('when the route is open, then nobody asks for one', async () => {
    expect(await ask(undefined, { ...route, authorizer: undefined })).toEqual({
      claims: {},
      scopes: [],
    });
  });
});
