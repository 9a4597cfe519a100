import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RunningStack } from '../stack.ts';

/** A small machine, template and bundle, on which everything the stack can do is seen alone. */
export const fixtureAssembly = join(import.meta.dirname, 'assembly');

export function temporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'moneytrail-stack-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type Reachable = Pick<RunningStack, 'endpoints' | 'rootKey' | 'machine'>;

/** The view of somebody who may do everything on a stack. */
export function lookInto({ endpoints, rootKey, machine }: Reachable) {
  const config = { region: 'ca-central-1', credentials: rootKey };
  const dynamodb = new DynamoDBClient({ ...config, endpoint: endpoints.dynamodb });
  const sqs = new SQSClient({ ...config, endpoint: endpoints.sqs });
  const s3 = new S3Client({ ...config, endpoint: endpoints.s3 });
  const queueUrl = (id: string) => {
    const found = machine.queues.find(({ name }) => name.startsWith(`Fixture-${id}`));
    return found?.url ?? '';
  };
  return {
    s3,
    send: (queue: string, message: object, more: object = {}) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl(queue),
          MessageBody: JSON.stringify(message),
          ...more,
        }),
      ),
    receive: async (queue: string) => {
      const command = new ReceiveMessageCommand({ QueueUrl: queueUrl(queue), WaitTimeSeconds: 1 });
      return (await sqs.send(command)).Messages ?? [];
    },
    /** How often the consumer has counted a message. */
    timesSeen: async (id: string) => {
      const Key = { pk: { S: id }, sk: { S: 'count' } };
      const command = new GetItemCommand({ TableName: 'Fixture-Seen', Key, ConsistentRead: true });
      return Number((await dynamodb.send(command)).Item?.['times']?.N ?? 0);
    },
  };
}
