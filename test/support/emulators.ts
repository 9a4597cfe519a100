import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { region, startEmulators } from '../../local/emulators.ts';

const accessKeyId = 'AKIALOCALTEST';
const secretAccessKey = 'secret-of-the-tests';
const signingKey = 'key-of-the-tests';

/**
 * Starts one set of emulators for all tests of the `stack` project. The AWS SDK finds them by its
 * own environment variables, which test workers inherit: `new DynamoDBClient({})` just works.
 */
export default async function startForTests(): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'moneytrail-test-'));
  const secretOf = (id: string) => (id === accessKeyId ? secretAccessKey : undefined);
  const emulators = await startEmulators({ dataDirectory, s3: { secretOf }, kms: { secretOf } });
  emulators.kms.provideKey(signingKey);
  const { dynamodb, sqs, s3, kms } = emulators.endpoints;
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_KMS: kms,
    KMS_SIGNING_KEY_ID: signingKey,
  });
  // A developer's own session would otherwise be signed with, and is nobody here.
  for (const name of ['AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_ENDPOINT_URL']) {
    delete process.env[name];
  }
  return async () => {
    await emulators.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
