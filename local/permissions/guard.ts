import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { needsOf } from './needs.ts';
import { isAllowed, type Need, type Statement } from './policy.ts';

/** What the owner of an access key may do; undefined when nobody has the key. */
type StatementsOf = (accessKeyId: string) => readonly Statement[] | undefined;

export type Denial = { accessKeyId: string; action: string; resource: string };

export type GuardOptions = {
  /** Where allowed calls go on to. */
  endpoint: string;
  region: string;
  statementsOf: StatementsOf;
  onDenied: (denial: Denial) => void;
};

export type Guard = { endpoint: string; stop: () => Promise<void> };

/**
 * Stands before DynamoDB or SQS and lets through what the caller's role allows. Who calls is told
 * by the access key of the signature, which each function has one of its own.
 */
export async function startGuard(options: GuardOptions): Promise<Guard> {
  const target = new URL(options.endpoint);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((message, response) => {
    void pass(message, response, options, target, agent).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'InternalFailure', error.message);
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  { region, statementsOf, onDenied }: GuardOptions,
  target: URL,
  agent: Agent,
): Promise<void> {
  const body = await buffer(message);
  const accessKeyId = message.headers.authorization?.match(/Credential=([^/]+)\//)?.[1] ?? '';
  const statements = statementsOf(accessKeyId);
  if (!statements) {
    refuse(response, 400, 'UnrecognizedClientException', 'The security token is invalid.');
    return;
  }
  const call = String(message.headers['x-amz-target'] ?? '');
  const needs = needsOf(call, JSON.parse(body.toString()) as Record<string, unknown>, region);
  const denied = needs
    ? needs.find((need) => !isAllowed(statements, need))
    : ({ action: call, resource: '*' } satisfies Need);
  if (denied) {
    onDenied({ accessKeyId, ...denied });
    const text = `${accessKeyId} is not authorized to perform: ${denied.action} on resource: ${denied.resource}`;
    refuse(response, 400, 'AccessDeniedException', text);
    return;
  }
  await forward(message, body, response, target, agent);
}

function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  target: URL,
  agent: Agent,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = target;
    const onward = request({ host, port, method, path: url, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.once('end', resolve);
      answer.once('error', reject);
    });
    onward.once('error', reject);
    onward.end(body);
  });
}

function refuse(response: ServerResponse, status: number, code: string, text: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message: text }));
}
