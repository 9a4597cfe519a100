import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { retentionPorts } from '../../lib/aws/retention-repository.ts';
import type { RetentionStores } from '../../lib/aws/retention-stores.ts';
import type { RetentionPorts } from '../../lib/retention/retention-ports.ts';
import type { Addresses } from '../published-addresses.ts';

/** The ports of retention, on a local stack's servers or as the SDK is configured. */
export function connectRetention(
  stores: RetentionStores,
  addresses: Addresses | undefined,
): RetentionPorts {
  const { region, endpoints, rootKey: credentials } = addresses ?? {};
  const at = (endpoint: string | undefined) =>
    region && endpoint && credentials ? { region, endpoint, credentials } : {};
  return retentionPorts(stores, {
    client: DynamoDBDocumentClient.from(new DynamoDBClient(at(endpoints?.dynamodb))),
    s3: new S3Client(at(endpoints?.s3)),
    sqs: new SQSClient({ ...at(endpoints?.sqs), useQueueUrlAsEndpoint: false }),
  });
}
