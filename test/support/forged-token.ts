import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { RunningStack } from '../../local/stack.ts';

/** A reporting entity's token, signed with the issuer's own key, with other claims than it gives. */
export async function forgedToken(
  { url, dataDirectory }: RunningStack,
  claims: JWTPayload = {},
): Promise<string> {
  const jwk = JSON.parse(readFileSync(join(dataDirectory, 'identity-key.json'), 'utf8')) as JWK;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    sub: 'forger',
    scope: 'reporting-entity',
    entity: '1234567',
    iss: `${url}/_local/identity`,
    aud: 'moneytrail-local',
    iat: now - 60,
    exp: now + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: jwk.kid ?? '' })
    .sign(await importJWK(jwk, 'RS256'));
}
