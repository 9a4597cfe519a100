import { type Api, connect, isThisMachine } from './api.ts';
import { usage } from './failure.ts';

export type Credentials = { api: string; token?: string; user: string };

/**
 * The API, signed in: with the token given, or as a demonstration user of the stack on this machine.
 * The demonstration sign-in exists nowhere else.
 */
export async function signIn({ api, token, user }: Credentials): Promise<Api> {
  if (token) return connect({ api, token });
  const anonymous = connect({ api });
  if (!isThisMachine(anonymous.url)) {
    throw usage('A token is needed: --token, or MONEYTRAIL_TOKEN in the environment');
  }
  const answer = await anonymous.post('_local/identity/token', JSON.stringify({ user }), {
    'content-type': 'application/json',
  });
  const { token: given } = answer as { token?: unknown };
  if (typeof given !== 'string') throw usage(`Nobody is called ${user} there; give a token`);
  return connect({ api, token: given });
}
