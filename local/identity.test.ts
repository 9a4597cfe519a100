import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIdentity, type Identity } from './identity.ts';

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-identity-'));
const url = 'http://127.0.0.1:3000';
let identity: Identity;

beforeAll(async () => {
  identity = await createIdentity(directory, url);
});
afterAll(() => rmSync(directory, { recursive: true }));

const ask = (path: string, init: RequestInit = {}) =>
  identity.answer(new Request(`${url}/_local/identity${path}`, init));

describe('given the issuer of demonstration tokens', () => {
  test('when a reporting entity signs in, then the token says which one', async () => {
    const claims = decodeJwt(await identity.signIn({ user: 'reporting-entity' }));
    expect(claims).toMatchObject({
      iss: `${url}/_local/identity`,
      aud: 'moneytrail-local',
      sub: 'reporting-entity',
      scope: 'reporting-entity',
      entity: '1234567',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(8 * 3600);
  });

  test('when an agency is named, then only a recipient speaks for it', async () => {
    const recipient = decodeJwt(await identity.signIn({ user: 'recipient', agency: 'ON-OPP' }));
    expect(recipient['agency']).toBe('ON-OPP');
    const analyst = decodeJwt(await identity.signIn({ user: 'analyst', agency: 'ON-OPP' }));
    expect(analyst).not.toHaveProperty('agency');
  });

  test('when it is asked for its keys, then it shows the public half only', async () => {
    const discovery = await ask('/.well-known/openid-configuration');
    expect(await discovery?.json()).toEqual({
      issuer: `${url}/_local/identity`,
      jwks_uri: `${url}/_local/identity/jwks.json`,
    });
    const published = JSON.parse((await (await ask('/jwks.json'))?.text()) ?? '');
    expect(Object.keys(published.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test('when nobody known signs in, then 400', async () => {
    for (const body of ['', '{}', '{"user":"constructor"}', '{"user":7}']) {
      expect((await ask('/token', { method: 'POST', body }))?.status).toBe(400);
    }
    expect(await ask('/other')).toBeUndefined();
  });

  test('when it starts again on the directory, then earlier tokens are still believed', async () => {
    const again = await createIdentity(directory, url);
    const keysOf = async (one: Identity) =>
      (await one.answer(new Request(`${url}/_local/identity/jwks.json`)))?.text();
    expect(await keysOf(again)).toBe(await keysOf(identity));
  });
});
