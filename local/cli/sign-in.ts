import { type Api, connect, isThisMachine } from './api.ts';
import { Refusal, usage } from './failure.ts';

export type Credentials = { api: string; token?: string; user: string };
type Say = (line: string) => void;

/**
 * The API, signed in: with the token given, or as a demonstration user of the stack on this machine.
 * The demonstration sign-in exists nowhere else.
 *
 * @param say tells the person what is waited for.
 */
export async function signIn({ api, token, user }: Credentials, say: Say): Promise<Api> {
  if (token) return connect({ api, token, say });
  const anonymous = connect({ api, say });
  if (!isThisMachine(anonymous.url)) {
    throw usage('A token is needed: --token, or MONEYTRAIL_TOKEN in the environment');
  }
  const answer = await anonymous
    .post('_local/identity/token', JSON.stringify({ user }), { 'content-type': 'application/json' })
    .catch((failure: unknown) => {
      const unknown = failure instanceof Refusal && [400, 404].includes(failure.status);
      throw unknown ? nobody(user, failure) : failure;
    });
  const { token: given } = answer as { token?: unknown };
  if (typeof given !== 'string') throw nobody(user);
  return connect({ api, token: given, say });
}

const nobody = (user: string, cause?: Error) =>
  usage(`Nobody is called ${user} there; give a token`, { cause });
