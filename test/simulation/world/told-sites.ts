/**
 * A source whose calls of the cloud tell where they stand: to find that on the stack takes its time. Its
 * lines stay what they are.
 *
 * @param file from the root of the project: "lib/aws/inbox.ts".
 * @see told-call-site.ts for what is told.
 */
export function withToldSites(source: string, file: string): string {
  const lineOf = lineCounter(source);
  return source.replaceAll(
    calls,
    (_call, client: string | undefined, pages: string, at: number) => {
      const site = JSON.stringify(`${file}:${lineOf(at)}`);
      return client === undefined
        ? `${pages}: globalThis.calls.pagesFrom(client, ${site})`
        : `(globalThis.calls.from = ${site}, ${client}).send(`;
    },
  );
}

/** `client.send(…)`, and paginators, which are given a client and call it themselves. */
const calls = /\b([\w.]+)\.send\(|\b(paginate[A-Z]\w*\(\s*\{ client)\b(?! ?:)/g;

/** Of places that are asked for in their order. */
function lineCounter(source: string): (at: number) => number {
  let [line, read] = [1, 0];
  return (at) => {
    for (; read < at; read += 1) if (source[read] === '\n') line += 1;
    return line;
  };
}
