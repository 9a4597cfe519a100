import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { amendmentRepository } from '../../lib/aws/amendment-repository.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', PACKAGES_BUCKET = '' } = env;

const cases = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: CASES_TABLE };

export const handler = createHandler({
  disclosures: disclosureRepository(cases),
  amendments: amendmentRepository(cases),
  packages: packageStore({ client: new S3Client({}), bucket: PACKAGES_BUCKET }),
});
