import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { holdRepository } from '../../lib/aws/retention-holds.ts';
import { retainedInformation } from '../../lib/aws/retention-information.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', AUDIT_QUEUE_URL: QueueUrl = '' } = env;
const cases = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  table: CASES_TABLE,
};
const sqs = new SQSClient({});

export const handler = createHandler({
  information: retainedInformation(cases),
  holds: holdRepository(cases),
  async tell(acted) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(acted) }));
  },
  now: () => new Date().toISOString(),
});
