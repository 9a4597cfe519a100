import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { outboxRepository } from '../../lib/aws/outbox-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { sealedPackageStore } from '../../lib/aws/sealed-package-store.ts';
import { rendererVersion, renderings } from '../../lib/disclosures/rendering/renderings.ts';
import { encrypt } from '../../lib/sealing/encrypt.ts';
import { recipientKeysFile } from '../../lib/sealing/recipient-keys-file.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  PACKAGES_BUCKET = '',
  KMS_SIGNING_KEY_ID = '',
  ROUTING_DIRECTORY = '../../rules/routing',
  SYNTHETIC_RECIPIENT_KEYS = '',
} = env;
const cases = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: CASES_TABLE };
const packages = { client: new S3Client({}), bucket: PACKAGES_BUCKET };

export const handler = createHandler({
  disclosures: disclosureRepository(cases),
  outboxes: outboxRepository(cases),
  packages: packageStore(packages),
  sealedPackages: sealedPackageStore(packages),
  signer: kmsSigner({ client: new KMSClient({}), key: KMS_SIGNING_KEY_ID }),
  renderer: { version: rendererVersion, render: renderings },
  encrypt,
  recipientKeys: recipientKeysFile(join(import.meta.dirname, ROUTING_DIRECTORY), {
    acceptSynthetic: SYNTHETIC_RECIPIENT_KEYS === 'accepted',
  }),
  now: () => new Date().toISOString(),
});
