import { type Api, connect } from '../cli/api.ts';
import type { UserName } from '../identity.ts';
import type { Reachable } from '../stack.ts';

/** A demonstration user, signed in, who speaks to the API as anybody else would. */
export type Colleague = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** The bytes at a path, as they came. */
  fetch(path: string): Promise<Buffer>;
};

export async function colleague(
  stack: Reachable,
  user: UserName,
  agency?: string,
): Promise<Colleague> {
  const token = await stack.signIn(user, agency);
  // Nobody looks at a screen for minutes: whoever is not answered asks once more.
  const api: Api = connect({ api: stack.url, token, attemptsOnceAnswered: 4 });
  return {
    get: async <T>(path: string) => (await api.get(path)) as T,
    post: async <T>(path: string, body: unknown) =>
      (await api.post(path, JSON.stringify(body), {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      })) as T,
    fetch: async (path) => {
      const answer = await fetch(new URL(path, stack.url), {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}
