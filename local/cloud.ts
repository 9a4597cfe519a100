import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { region, startEmulators } from './emulators.ts';
import { type AccessKey, accessKeyOf, type Endpoints } from './functions/environment.ts';
import { type Denial, startGuard } from './permissions/guard.ts';
import { Principals } from './permissions/principals.ts';
import { bucketNotice } from './queues/bucket-notice.ts';
import { createQueues, createTables } from './resources.ts';
import type { Notice } from './s3/files.ts';
import type { S3Server } from './s3/server.ts';
import type { Machine } from './template/machine.ts';
import { accountId } from './template/names.ts';

/** The services a machine stands on, each asking who calls before it answers. */
export type Cloud = {
  /** Where functions call: what the caller's role does not allow is denied there. */
  endpoints: Endpoints;
  /** May do everything; for the stack itself and for whoever looks into it. */
  rootKey: AccessKey;
  /** Straight to the emulator, past the guard: the pollers of AWS are no function either. */
  sqs: SQSClient;
  sqsEndpoint: string;
  s3: S3Server;
  /** Creates what is missing of the machine's stores and learns who may do what. */
  furnish: (machine: Machine) => Promise<void>;
  /** Resolves with a sentence when a service ends without having been stopped. */
  died: Promise<string>;
  stop: () => Promise<void>;
};

const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'] }];

export async function startCloud(dataDirectory: string): Promise<Cloud> {
  const principals = new Principals();
  const rootKey = accessKeyOf('stack');
  principals.add(rootKey, everything);
  const denials = denialLog(join(dataDirectory, 'logs'));
  const emulators = await startEmulators({
    dataDirectory,
    s3: {
      secretOf: (accessKeyId) => principals.secretOf(accessKeyId),
      allows: (accessKeyId, action, bucket, key) => {
        const resource = `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
        const allowed = principals.allows(accessKeyId, { action, resource });
        if (!allowed) denials.write({ accessKeyId, action, resource });
        return allowed;
      },
      deliver: (notice) => announce(sqs, emulators.endpoints.sqs, notice),
    },
    kms: {
      secretOf: (accessKeyId) => principals.secretOf(accessKeyId),
      allows: (accessKeyId, action, resource) => {
        const allowed = principals.allows(accessKeyId, { action, resource });
        if (!allowed) denials.write({ accessKeyId, action, resource });
        return allowed;
      },
    },
  });
  const credentials = rootKey;
  const sqsEndpoint = emulators.endpoints.sqs;
  const sqs = new SQSClient({ region, credentials, endpoint: sqsEndpoint });
  const dynamodb = new DynamoDBClient({
    region,
    credentials,
    endpoint: emulators.endpoints.dynamodb,
  });
  const guard = (endpoint: string) =>
    startGuard({
      endpoint,
      region,
      statementsOf: (accessKeyId) => principals.statementsOf(accessKeyId),
      onDenied: denials.write,
    });
  const guards = await Promise.all([guard(emulators.endpoints.dynamodb), guard(sqsEndpoint)]);
  const [guardedDynamoDb, guardedSqs] = guards;

  return {
    endpoints: {
      dynamodb: guardedDynamoDb.endpoint,
      sqs: guardedSqs.endpoint,
      s3: emulators.endpoints.s3,
      kms: emulators.endpoints.kms,
    },
    rootKey,
    sqs,
    sqsEndpoint,
    s3: emulators.s3,
    furnish: async ({ tables, queues, buckets, signingKeys, functions }) => {
      for (const { name, statements } of functions) principals.add(accessKeyOf(name), statements);
      for (const { name, settings } of buckets) emulators.s3.configure(name, settings);
      for (const { name } of signingKeys) emulators.kms.provideKey(name);
      await Promise.all([createTables(dynamodb, tables), createQueues(sqs, queues)]);
      emulators.s3.announce();
    },
    died: emulators.died,
    stop: async () => {
      await Promise.all(guards.map((one) => one.stop()));
      await emulators.stop();
      sqs.destroy();
      dynamodb.destroy();
      denials.end();
    },
  };
}

async function announce(sqs: SQSClient, endpoint: string, notice: Notice): Promise<void> {
  const name = notice.target.split(':').at(-1);
  const command = new SendMessageCommand({
    QueueUrl: `${endpoint}/${accountId}/${name}`,
    MessageBody: JSON.stringify(bucketNotice(notice, region)),
  });
  await sqs.send(command);
}

/** Who was denied what, for whoever wonders why a function fails. */
function denialLog(directory: string) {
  mkdirSync(directory, { recursive: true });
  const log = createWriteStream(join(directory, 'denied.log'), { flags: 'a' });
  return {
    write: ({ accessKeyId, action, resource }: Denial) => {
      log.write(`${new Date().toISOString()} ${accessKeyId} ${action} ${resource}\n`);
    },
    end: () => log.end(),
  };
}
