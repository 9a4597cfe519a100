import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** What a demonstration user's token says besides the standard claims. */
export type DemonstrationUser = { scope: string; entity?: string; agency?: string };

/**
 * One person for each role, and a second one where two are needed. They exist on one machine only:
 * in the cloud the tokens come from the identity provider of whoever runs Moneytrail.
 */
export const demonstrationUsers = {
  'reporting-entity': { scope: 'reporting-entity', entity: '1234567' },
  'other-reporting-entity': { scope: 'reporting-entity', entity: '7654321' },
  analyst: { scope: 'analyst' },
  'second-analyst': { scope: 'analyst' },
  approver: { scope: 'approver' },
  /** May prepare and may approve, so that the rule of the second person has somebody to stop. */
  'team-lead': { scope: 'analyst approver' },
  recipient: { scope: 'recipient', agency: 'ON-TPS' },
  'compliance-editor': { scope: 'compliance-editor' },
  'compliance-approver': { scope: 'compliance-approver' },
  auditor: { scope: 'auditor' },
} satisfies Record<string, DemonstrationUser>;

export type UserName = keyof typeof demonstrationUsers;

/** `agency` chooses whom a recipient's token speaks for; other users have none. */
type SignIn = { user: UserName; agency?: string };

export type Identity = {
  issuer: string;
  audience: string;
  signIn: (who: SignIn) => Promise<string>;
  /** Answers under /_local/identity; undefined for any other path. */
  answer: (request: Request) => Promise<Response | undefined>;
};

const path = '/_local/identity';
const lifetime = '8h';

/** The issuer of demonstration tokens. Its key is kept, so a token outlives a restart. */
export async function createIdentity(dataDirectory: string, url: string): Promise<Identity> {
  const privateJwk = await keptKey(join(dataDirectory, 'identity-key.json'));
  const key = await importJWK(privateJwk, 'RS256');
  const { kty, n, e, kid } = privateJwk;
  const issuer = `${url}${path}`;
  const audience = 'moneytrail-local';

  const signIn = async ({ user, agency }: SignIn) => {
    const claims: DemonstrationUser = { ...demonstrationUsers[user] };
    if (agency !== undefined && claims.agency !== undefined) claims.agency = agency;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid && { kid }) })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(user)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(key);
  };

  const answer = async (request: Request): Promise<Response | undefined> => {
    switch (`${request.method} ${new URL(request.url).pathname}`) {
      case `GET ${path}/.well-known/openid-configuration`:
        return Response.json({ issuer, jwks_uri: `${issuer}/jwks.json` });
      case `GET ${path}/jwks.json`:
        return Response.json({ keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' }] });
      case `POST ${path}/token`: {
        const who = readSignIn(await request.text());
        if (!who) return Response.json({ users: Object.keys(demonstrationUsers) }, { status: 400 });
        return Response.json({ token: await signIn(who) });
      }
      default:
        return undefined;
    }
  };

  return { issuer, audience, signIn, answer };
}

function readSignIn(body: string): SignIn | undefined {
  try {
    const { user, agency } = JSON.parse(body) as Record<string, unknown>;
    if (typeof user !== 'string' || !Object.hasOwn(demonstrationUsers, user)) return undefined;
    const name = user as UserName;
    return typeof agency === 'string' ? { user: name, agency } : { user: name };
  } catch {
    return undefined;
  }
}

async function keptKey(file: string): Promise<JWK> {
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID() };
    writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as JWK;
}
