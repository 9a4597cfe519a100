import { callSite as find } from '../../../local/simulated/call-site.ts';

type Client = { send(command: unknown): unknown };

/** What code that was loaded with told sites (told-sites.ts) says of its calls. */
const calls = {
  /** Where the code stands that calls next. */
  from: undefined as string | undefined,

  /** A client that is called by a library, always from one place. */
  pagesFrom(client: Client, site: string): Client {
    const send = (command: unknown) => {
      calls.from = site;
      return client.send(command);
    };
    // The library asks what kind of client it was given.
    return Object.assign(Object.create(client), { send });
  },
};
Object.assign(globalThis, { calls });

/** Stands in for `local/simulated/call-site.ts`, which looks at the stack. */
export function callSite(below: (...args: never[]) => unknown): string {
  const told = calls.from;
  calls.from = undefined;
  return told ?? find(below);
}
