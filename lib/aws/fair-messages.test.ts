import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { filedInformation } from '../../test/support/filed-information.ts';
import { ledgerKey } from '../identifiers.ts';
import { evaluationQueue } from './evaluation-queue.ts';
import { informationRepository } from './information-repository.ts';
import { intakeQueue } from './intake-queue.ts';
import { outboxPublisher } from './outbox.ts';

/* Local queues forget on whose behalf a standard queue's message is: what is sent is looked at here. */

const settings = {
  region: 'ca-central-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
};

/** A client that sends nothing, and keeps what it would have sent. */
function keeping<Client extends SQSClient | DynamoDBClient>(client: Client) {
  const inputs: SendMessageCommandInput[] = [];
  const stack = client.middlewareStack as SQSClient['middlewareStack'];
  stack.add(
    () => async (given) => {
      inputs.push(given.input as SendMessageCommandInput);
      return { output: { $metadata: {} } as never, response: undefined };
    },
    { step: 'initialize', priority: 'high' },
  );
  return { client, inputs };
}

const entity = '1234567';
const batchId = '0192b6a0-0000-7000-8000-000000000000';

test('a batch that is taken up again lines up for its entity', async () => {
  const { client, inputs } = keeping(new SQSClient(settings));
  await intakeQueue({ client, url: 'intake' }).takeUpAgain({ entity, batchId });
  expect(inputs).toMatchObject([{ QueueUrl: 'intake', MessageGroupId: entity }]);
});

test('ledgers that are to be looked at again are so on behalf of who changed them', async () => {
  const { client, inputs } = keeping(new SQSClient(settings));
  const keys = Array.from({ length: 501 }, (_, at) => ledgerKey('party', String(at)));
  await evaluationQueue({ client, url: 'evaluation' }).request(keys, entity);
  expect(inputs.map(({ MessageGroupId }) => MessageGroupId)).toEqual([entity, entity]);
});

test.each([
  [entity, { MessageGroupId: entity }],
  [undefined, {}],
])('a message in an outbox for the group %s is sent so', async (group, sent) => {
  const { client: sqs, inputs } = keeping(new SQSClient(settings));
  const { client } = keeping(new DynamoDBClient(settings));
  const { publish } = outboxPublisher({
    client: DynamoDBDocumentClient.from(client),
    table: 'reports',
    sqs,
    queues: { intake: 'intake' },
  });
  const message = { queue: 'intake' as const, body: '{}', ...(group && { group }) };
  await publish({ pk: 'a', sk: 'b' }, [message]);
  expect(inputs).toEqual([{ QueueUrl: 'intake', MessageBody: '{}', ...sent }]);
});

test('a record that an agency files, and that it takes it back, lines up for that agency', async () => {
  const { client: sqs, inputs } = keeping(new SQSClient(settings));
  const { client: silent } = keeping(new DynamoDBClient(settings));
  const cases = { client: DynamoDBDocumentClient.from(silent), table: 'cases' };
  const queues = { information: 'information', audit: 'audit' };
  const information = informationRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs, queues }),
  });
  const record = {
    ...{ recordId: 'record-0123456789abcdef', agency: 'ON-OPP', filedBy: 'officer' },
    receivedAt: '2026-11-21T10:00:00.000Z',
    ...filedInformation(),
  };
  await information.file(record);
  const withdrawn = { at: record.receivedAt, by: 'officer', reason: 'The wrong number.' };
  await information.withdraw({ ...record, withdrawn });
  const matching = inputs.filter(({ QueueUrl }) => QueueUrl === 'information');
  expect(matching.map(({ MessageGroupId }) => MessageGroupId)).toEqual(['ON-OPP', 'ON-OPP']);
});
