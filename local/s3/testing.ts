import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { type S3Options, type S3Server, startS3 } from './server.ts';

export type TestedS3 = {
  server: S3Server;
  client: S3Client;
  directory: string;
  /** Ends the server and starts another one on the same directory. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

const accessKeyId = 'AKIALOCALTEST';
const secretAccessKey = 'secret';

/** An S3 endpoint of its own for a test, with the bucket `inbox`, and the real SDK to speak to it. */
export async function startTestedS3(options: Partial<S3Options> = {}): Promise<TestedS3> {
  const directory = mkdtempSync(join(tmpdir(), 'moneytrail-s3-'));
  const start = () =>
    startS3({
      directory,
      region: 'ca-central-1',
      secretOf: (id) => (id === accessKeyId ? secretAccessKey : undefined),
      ...options,
    });
  const server = await start();
  server.configure('inbox', { versioned: false, notifications: [] });
  const tested: TestedS3 = {
    server,
    client: clientFor(server.endpoint),
    directory,
    restart: async () => {
      await tested.server.stop();
      tested.server = await start();
      tested.client = clientFor(tested.server.endpoint);
    },
    stop: async () => {
      await tested.server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return tested;
}

export function clientFor(endpoint: string, keys: { id?: string; secret?: string } = {}): S3Client {
  const { id = accessKeyId, secret = secretAccessKey } = keys;
  return new S3Client({
    endpoint,
    region: 'ca-central-1',
    credentials: { accessKeyId: id, secretAccessKey: secret },
    maxAttempts: 1,
  });
}
