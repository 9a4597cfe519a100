import { hash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3Error } from '../s3/error.ts';
import { type SecretOf, verifySignature } from '../s3/signature.ts';
import { accountId } from '../template/names.ts';
import { KmsError } from './error.ts';
import { KeyFiles } from './key-files.ts';
import { readOperation } from './operations.ts';

export type KmsOptions = {
  directory: string;
  region: string;
  secretOf: SecretOf;
  /** Asked before each operation; everything is allowed without it. */
  allows?: (accessKeyId: string, action: string, resource: string) => boolean;
};

export type KmsServer = {
  endpoint: string;
  /** Has a key pair of that id, for good. */
  provideKey: (id: string) => void;
  stop: () => Promise<void>;
};

/**
 * The part of KMS that Moneytrail uses, on the loopback interface: Sign and GetPublicKey for key pairs
 * on P-256, of calls that are signed. What it does not know it answers with
 * UnsupportedOperationException.
 */
export async function startKms(options: KmsOptions): Promise<KmsServer> {
  const keys = new KeyFiles(options.directory);
  const server = createServer((message, response) => {
    void answer(message, response, keys, options);
  });
  // Longer than the SDK keeps a connection, so that it never writes on one that is just closing.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    provideKey: (id) => keys.provide(id),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  keys: KeyFiles,
  options: KmsOptions,
): Promise<void> {
  try {
    const body = await buffer(message);
    const accessKeyId = callerOf(message, body, options);
    const target = String(message.headers['x-amz-target'] ?? '');
    const { action, keyId, run } = readOperation(target, JSON.parse(body.toString()));
    const resource = `arn:aws:kms:${options.region}:${accountId}:key/${keyId}`;
    if (options.allows?.(accessKeyId, action, resource) === false) {
      const text = `${accessKeyId} is not authorized to perform: ${action} on resource: ${resource}`;
      throw new KmsError('AccessDeniedException', text);
    }
    send(response, 200, run(keys.get(keyId)));
  } catch (error) {
    refuse(response, error);
  }
}

/** Who signed the request, and that its body is the one that was signed. */
function callerOf(message: IncomingMessage, body: Buffer, options: KmsOptions): string {
  const url = new URL(`http://${message.headers.host ?? 'localhost'}${message.url ?? '/'}`);
  const caller = verifySignature(message, url, options.region, options.secretOf, 'kms');
  if (message.headers['x-amz-content-sha256'] !== hash('sha256', body, 'hex')) {
    throw new KmsError('InvalidSignatureException', 'The body is not the one that was signed.');
  }
  return caller;
}

/** What the shared check of signatures says, in the words of KMS. */
const codes: Record<string, string> = {
  AccessDenied: 'MissingAuthenticationTokenException',
  InvalidAccessKeyId: 'UnrecognizedClientException',
};

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof KmsError) {
    send(response, 400, { __type: error.code, message: error.message });
  } else if (error instanceof S3Error) {
    const code = codes[error.code] ?? 'InvalidSignatureException';
    send(response, 400, { __type: code, message: error.message });
  } else if (error instanceof SyntaxError) {
    send(response, 400, { __type: 'SerializationException', message: 'The body is not JSON' });
  } else send(response, 500, { __type: 'KMSInternalException', message: 'We made a mistake.' });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
