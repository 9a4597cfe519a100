import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from '../functions/function-worker.ts';
import type { Route } from '../template/routes.ts';
import { sendRefusal, sendResult } from './api-answer.ts';
import { apiEvent } from './api-event.ts';
import { createAuthorizer } from './authorizer.ts';
import { createRouter } from './router.ts';

/** Answers a request that is none of the API's, such as one to the identity issuer. */
export type LocalAnswer = (request: Request) => Promise<Response | undefined>;

type HttpApiOptions = {
  routes: Route[];
  invoke: (functionArn: string, event: object) => Promise<Outcome>;
  local: LocalAnswer;
};

export type HttpApi = {
  url: string;
  serve: (options: HttpApiOptions) => void;
  stop: () => Promise<void>;
};

const largestBody = 10 * 1024 * 1024;
/** Lambda takes no event, and gives no answer, that is longer. */
const largestPayload = 6 * 1024 * 1024;
const integrationTimeoutMs = 30_000;

/**
 * Opens the port. Requests are held until `serve` says how to answer them: the address is needed
 * to read the template, since the issuer of the tokens is found there.
 */
export async function openHttpApi(port: number): Promise<HttpApi> {
  let begin: (options: Required<Answering>) => void = () => {};
  const begun = new Promise<Required<Answering>>((resolve) => {
    begin = resolve;
  });
  const server = createServer((message, response) => {
    void begun
      .then((answering) => answer(message, response, answering))
      .catch(() => sendRefusal(response, 500));
  });
  server.keepAliveTimeout = 65_000;
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (options) =>
      begin({ ...options, find: createRouter(options.routes), authorize: createAuthorizer() }),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const forced = setTimeout(() => server.closeAllConnections(), 3000);
      await closed;
      clearTimeout(forced);
    },
  };
}

type Answering = HttpApiOptions & {
  find: ReturnType<typeof createRouter>;
  authorize: ReturnType<typeof createAuthorizer>;
};

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  { find, authorize, invoke, local }: Answering,
): Promise<void> {
  const requestId = randomUUID();
  response.setHeader('apigw-requestid', requestId);
  const url = readUrl(message);
  if (!url) return sendRefusal(response, 400);
  const method = message.method ?? 'GET';
  if (url.pathname.startsWith('/_local/')) return answerLocally(message, response, url, local);

  const match = find(method, url.pathname);
  if (!match) return refuseUnread(message, response, 404);
  const authorized = await authorize(match.route, message.headers.authorization);
  if ('status' in authorized) {
    const { status, challenge } = authorized;
    return refuseUnread(message, response, status, { 'www-authenticate': challenge });
  }

  const body = await readBody(message);
  if (!body) return refuseUnread(message, response, 413, { connection: 'close' });
  const sourceIp = message.socket.remoteAddress ?? '127.0.0.1';
  const request = { requestId, method, url, headers: message.headers, sourceIp, body };
  const event = apiEvent(request, match, authorized);
  if ((event.body?.length ?? 0) > largestPayload) return sendRefusal(response, 413);

  const outcome = await inTime(invoke(match.route.functionArn, event));
  if (outcome === 'late') return sendRefusal(response, 503);
  if (!outcome.ok || outcome.result.length > largestPayload) return sendRefusal(response, 500);
  sendResult(response, outcome.result);
}

function readUrl(message: IncomingMessage): URL | undefined {
  const url = `http://${message.headers.host ?? 'localhost'}${message.url ?? '/'}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** The connection stays usable: what the sender still has to say is read and thrown away. */
function refuseUnread(
  message: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  sendRefusal(response, status, headers);
  message.resume();
}

/** Undefined when there is more than the API takes. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > largestBody) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // What is too much is still read to its end: a sender that is cut off sees no answer.
    if (length <= largestBody) chunks.push(chunk);
  }
  return length <= largestBody ? Buffer.concat(chunks) : undefined;
}

async function inTime(invocation: Promise<Outcome>): Promise<Outcome | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), integrationTimeoutMs);
  });
  return Promise.race([invocation, late]).finally(() => clearTimeout(timer));
}

async function answerLocally(
  message: IncomingMessage,
  response: ServerResponse,
  url: URL,
  local: LocalAnswer,
): Promise<void> {
  const body = await readBody(message);
  const init = { method: message.method ?? 'GET', ...(body?.length && { body }) };
  const answered = await local(new Request(url, init));
  if (!answered) return sendRefusal(response, 404);
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const advice = `Port ${port} is in use by another program; choose another one with PORT=.`;
      reject(taken ? new Error(advice) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
