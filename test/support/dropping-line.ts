import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A line to a server that drops: the answers to some requests never arrive, although the server has
 * had the request and has done what it asked.
 *
 * @param drops whether it drops with the answer to this request: "POST /v1/uploads".
 */
export async function startDroppingLine(
  target: URL,
  drops: (asked: string) => boolean,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const agent = new Agent();
  const server = createServer((asked, answer) => {
    const { method, url: path = '/', headers } = asked;
    const onward = request(new URL(path, target), { method, headers, agent }, (answered) => {
      if (drops(`${method} ${path}`)) {
        answered.resume();
        answered.once('end', () => asked.socket.destroy());
        return;
      }
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.once('error', () => asked.socket.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}
