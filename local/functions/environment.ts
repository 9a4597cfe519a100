import { createHash, randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import type { MachineFunction } from '../template/functions.ts';

export type Endpoints = { dynamodb: string; sqs: string; s3: string; kms: string };
export type AccessKey = { accessKeyId: string; secretAccessKey: string };

const startSecret = randomBytes(32);

/** Each function signs with a key of its own, by which it is known wherever it calls. */
export function accessKeyOf(name: string): AccessKey {
  const accessKeyId = `AKIALOCAL${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
  const secretAccessKey = createHash('sha256').update(startSecret).update(name).digest('hex');
  return { accessKeyId, secretAccessKey };
}

/** What a function sees: the template's variables and what Lambda adds, with our endpoints. */
export function environmentOf(
  fn: MachineFunction,
  endpoints: Endpoints,
  region: string,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = accessKeyOf(fn.name);
  return {
    ...fn.environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_KMS: endpoints.kms,
    // The SDK would look into the developer's own profile.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: fn.physicalName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: fn.directory,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  };
}
