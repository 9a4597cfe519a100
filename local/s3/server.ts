import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessDenied } from './error.ts';
import { type BucketSettings, Files } from './files.ts';
import { refuseUnknownHeaders } from './kept-headers.ts';
import { type Deliver, Notices } from './notices.ts';
import { Objects } from './objects.ts';
import { type Allows, findOperation } from './operations.ts';
import { errorReply, sendReply } from './reply.ts';
import { readRequest } from './request.ts';
import { type SecretOf, verifySignature } from './signature.ts';
import type { Storage } from './storage.ts';
import { Uploads } from './uploads.ts';

export type S3Options = {
  directory: string;
  region: string;
  secretOf: SecretOf;
  /** Asked before each operation; everything is allowed without it. */
  allows?: (accessKeyId: string, action: string, bucket: string, key: string) => boolean;
  deliver?: Deliver;
};

export type S3Server = {
  endpoint: string;
  configure: (bucket: string, settings: BucketSettings) => void;
  /** Starts to deliver notices, beginning with those an earlier run left. */
  announce: () => void;
  /** Whether a notice is still on its way. */
  pending: () => boolean;
  stop: () => Promise<void>;
};

/**
 * The part of S3 that Moneytrail uses, on the loopback interface: signatures, checksums,
 * conditional writes, versions, retention, multipart uploads and notices of new objects. Bodies
 * stream both ways. What it does not know it answers with 501.
 */
export async function startS3(options: S3Options): Promise<S3Server> {
  const files = new Files(options.directory);
  const objects = new Objects(files);
  const storage = { files, objects, uploads: new Uploads(files, objects) };
  const notices = new Notices(objects, options.deliver ?? (async () => {}));
  let announcing = false;

  const server = createServer((message, response) => {
    void answer(message, response, storage, options).then(() => {
      if (announcing && message.method !== 'GET' && message.method !== 'HEAD') notices.nudge();
    });
  });
  // An upload of a gigabyte over a slow line is a legitimate request.
  server.requestTimeout = 0;
  // Longer than the SDK keeps a connection, so that it never writes on one that is just closing.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}`,
    configure: (bucket, settings) => objects.configure(bucket, settings),
    announce: () => {
      announcing = true;
      notices.nudge();
    },
    pending: () => notices.pending || objects.notices().length > 0,
    stop: async () => {
      await notices.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      files.database.close();
    },
  };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  storage: Storage,
  options: S3Options,
): Promise<void> {
  try {
    const request = readRequest(message);
    const { bucket, key } = request;
    const accessKeyId = verifySignature(message, request.url, options.region, options.secretOf);
    const allows: Allows = (action, onKey) =>
      options.allows?.(accessKeyId, action, bucket, onKey) ?? true;
    const { action, run } = findOperation(request);
    refuseUnknownHeaders(request);
    if (!allows(action, key)) throw accessDenied();
    await sendReply(response, await run(request, storage, allows));
  } catch (error) {
    // Once the head is out there is no way to say more than by cutting the body short.
    if (response.headersSent) response.destroy();
    else await sendReply(response, errorReply(message, error));
    message.resume();
  }
}
