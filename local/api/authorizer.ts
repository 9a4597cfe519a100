import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Authorizer, Route } from '../template/routes.ts';

export type Authorized = { claims: Record<string, string>; scopes: string[] };

/** 401: nobody we know. 403: known, and this is not for them. */
export type Refusal = { status: 401 | 403; challenge: string };

type Keys = ReturnType<typeof createRemoteJWKSet>;

const algorithms = ['RS256', 'RS384', 'RS512'];

/**
 * The JWT authorizer of an HTTP API: the signature by the keys the issuer publishes, `iss`, `aud`
 * (or `client_id` where there is no `aud`), `exp`, `nbf`, `iat`, and one of the route's scopes.
 */
export function createAuthorizer() {
  const keysOf = new Map<string, Promise<Keys>>();

  return async (route: Route, header: string | undefined): Promise<Authorized | Refusal> => {
    const { authorizer, scopes } = route;
    if (!authorizer) return { claims: {}, scopes: [] };
    const token = header?.match(/^(?:Bearer +)?(\S+)$/i)?.[1];
    if (token === undefined) return { status: 401, challenge: 'Bearer' };
    try {
      const claims = await verify(token, authorizer, keysOf);
      const held = scopesOf(claims);
      if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope))) {
        return {
          status: 403,
          challenge: challenge(scopes, 'insufficient_scope', 'the token lacks the scope'),
        };
      }
      return { claims: asText(claims), scopes: held };
    } catch (error) {
      const description = error instanceof errors.JOSEError ? error.message : 'unknown keys';
      return { status: 401, challenge: challenge([], 'invalid_token', description) };
    }
  };
}

async function verify(
  token: string,
  { issuer, audience }: Authorizer,
  keysOf: Map<string, Promise<Keys>>,
): Promise<JWTPayload> {
  const keys = keysOf.get(issuer) ?? discoverKeys(issuer);
  keysOf.set(issuer, keys);
  // An issuer that did not answer is asked again by the next request.
  keys.catch(() => keysOf.delete(issuer));
  const { payload } = await jwtVerify(token, await keys, {
    issuer,
    algorithms,
    requiredClaims: ['exp', 'iat'],
  });
  const named = payload.aud ?? payload['client_id'];
  const audiences = Array.isArray(named) ? named : [named];
  if (!audiences.some((one) => typeof one === 'string' && audience.includes(one))) {
    throw new errors.JWTInvalid('the token has an unexpected audience');
  }
  if ((payload.iat ?? 0) > Date.now() / 1000) throw new errors.JWTInvalid('iat is in the future');
  return payload;
}

async function discoverKeys(issuer: string): Promise<Keys> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = (await answer.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
  const named = scope ?? scp ?? [];
  return Array.isArray(named) ? named.map(String) : String(named).split(' ');
}

/** API Gateway hands every claim on as text, a list in brackets. */
function asText(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (Array.isArray(value)) return [name, `[${value.join(' ')}]`];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

function challenge(scopes: string[], error: string, description: string): string {
  const quoted = description.replaceAll('"', "'");
  return `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${quoted}"`;
}
