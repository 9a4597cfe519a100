import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startDynamoDb } from './emulators/dynamodb.ts';
import { startQueues } from './emulators/queues.ts';
import { type KmsOptions, type KmsServer, startKms } from './kms/server.ts';
import { type S3Options, type S3Server, startS3 } from './s3/server.ts';

export const region = 'ca-central-1';

export type EmulatorOptions = {
  dataDirectory: string;
  s3: Omit<S3Options, 'directory' | 'region'>;
  kms: Omit<KmsOptions, 'directory' | 'region'>;
};

export type Emulators = {
  endpoints: { dynamodb: string; sqs: string; s3: string; kms: string };
  s3: S3Server;
  kms: KmsServer;
  /** Resolves with a sentence when one of them ends without having been stopped. */
  died: Promise<string>;
  stop: () => Promise<void>;
};

/** Starts DynamoDB, SQS, S3 and KMS on free ports of 127.0.0.1, with everything kept in one directory. */
export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const dataDirectory = resolve(options.dataDirectory);
  mkdirSync(dataDirectory, { recursive: true });
  const [dynamodb, queues, s3, kms] = await allOrNone([
    startDynamoDb(dataDirectory),
    startQueues(dataDirectory, region),
    startS3({ ...options.s3, directory: join(dataDirectory, 's3'), region }),
    startKms({ ...options.kms, directory: join(dataDirectory, 'kms'), region }),
  ]);
  return {
    endpoints: {
      dynamodb: dynamodb.endpoint,
      sqs: queues.endpoint,
      s3: s3.endpoint,
      kms: kms.endpoint,
    },
    s3,
    kms,
    died: Promise.race([dynamodb.died, queues.died]),
    stop: async () => {
      await Promise.all([dynamodb.stop(), queues.stop(), s3.stop(), kms.stop()]);
    },
  };
}

type Stoppable = { stop: () => Promise<void> };

/** When one fails to start, those that did start are stopped before the error is passed on. */
async function allOrNone<Parts extends readonly Promise<Stoppable>[]>(
  starting: readonly [...Parts],
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  try {
    return (await Promise.all(starting)) as { [Index in keyof Parts]: Awaited<Parts[Index]> };
  } catch (error) {
    const settled = await Promise.allSettled(starting);
    await Promise.all(settled.map((one) => one.status === 'fulfilled' && one.value.stop()));
    throw error;
  }
}
