import { env } from 'node:process';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { LogSource } from '../../lib/audit/verify/log-source.ts';
import { isAbsent } from '../../lib/aws/absent-object.ts';
import { prefix } from '../../lib/aws/audit-objects.ts';
import { readAddresses } from '../published-addresses.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';

/** The log where it is kept. */
export type LogBucket = LogSource & {
  /** Names of all objects under a prefix of the log. */
  names(under: string): AsyncIterable<string>;
  /** PEM, as the key service tells it. */
  publicKey(): Promise<string>;
};

/**
 * The bucket of the stack that runs on a data directory; or, with AUDIT_BUCKET and KMS_SIGNING_KEY_ID
 * set, that of a deployed one with the AWS credentials of the environment.
 *
 * @throws Failure when neither is there.
 */
export function openBucket(dataDirectory: string): LogBucket {
  const deployed = env['AUDIT_BUCKET'] !== undefined;
  const addresses = deployed ? undefined : readAddresses(dataDirectory);
  if (!deployed && !addresses) {
    throw usage(
      `No stack runs on ${plainText(dataDirectory)}. Name a copy with --from, or set AUDIT_BUCKET.`,
    );
  }
  const { region = '', endpoints, rootKey: credentials } = addresses ?? {};
  const at = (endpoint: string | undefined) =>
    endpoint && credentials ? { region, endpoint, credentials } : {};
  const named = (name: string) => (addresses ? addresses.stores[name] : env[name]) ?? '';
  const client = new S3Client(at(endpoints?.s3));
  const Bucket = named('AUDIT_BUCKET');

  async function* names(under: string) {
    const list = { Bucket, Prefix: `${prefix}${under}` };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, list)) {
      for (const { Key = '' } of Contents) yield Key.slice(prefix.length);
    }
  }

  return {
    names,
    async get(name) {
      try {
        const get = new GetObjectCommand({ Bucket, Key: `${prefix}${name}` });
        return await (await client.send(get)).Body?.transformToByteArray();
      } catch (cause) {
        if (isAbsent(cause)) return undefined;
        throw cause;
      }
    },
    async checkpointSizes() {
      const sizes: number[] = [];
      for await (const name of names('checkpoints/')) sizes.push(Number(name.split('/').at(-1)));
      return sizes.sort((a, b) => a - b);
    },
    async publicKey() {
      const { KMSClient } = await import('@aws-sdk/client-kms');
      const { kmsSigner } = await import('../../lib/aws/kms-signer.ts');
      const key = named('KMS_SIGNING_KEY_ID');
      if (key === '') throw usage('KMS_SIGNING_KEY_ID is not set');
      return kmsSigner({ client: new KMSClient(at(endpoints?.kms)), key }).publicKey();
    },
  };
}
