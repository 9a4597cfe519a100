import type { SQSClient } from '@aws-sdk/client-sqs';
import { Option } from 'commander';
import type { DeadLetterQueue } from '../../lib/aws/dead-letters.ts';
import { readAddresses } from '../published-addresses.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure, usage } from './failure.ts';
import { plainText } from './plain-text.ts';

/** Where the queues are. */
export type Whose = { stack?: string; dataDirectory: string };

export const whoseOptions = [
  new Option('--stack <name>', 'of a deployed stack, with the AWS credentials of the environment'),
  new Option('--data-directory <directory>', 'of the stack that runs on this machine')
    .default('.data')
    .conflicts('stack'),
] as const;

export type Queues = {
  client: SQSClient;
  all: DeadLetterQueue[];
  /** @throws Failure when there is none of that name. */
  named: (name: string) => DeadLetterQueue;
};

const localStack = 'Moneytrail';

/**
 * The dead-letter queues of a stack.
 *
 * @throws Failure when nobody answers, or the stack has none.
 */
export async function openQueues(whose: Whose): Promise<Queues> {
  const client = await clientFor(whose);
  const { findDeadLetterQueues } = await import('../../lib/aws/dead-letters.ts');
  const stack = whose.stack ?? localStack;
  const all = await findDeadLetterQueues(client, stack).catch((cause: unknown) => {
    throw unanswered(cause);
  });
  if (all.length === 0) throw usage(`There are no queues of a stack ${plainText(stack)} there.`);
  const named = (name: string) => {
    const found = all.find((queue) => queue.name === name);
    if (found) return found;
    const names = all.map((queue) => queue.name).join(', ');
    throw usage(`There is no queue ${plainText(name)}; there are ${names}.`);
  };
  return { client, all, named };
}

async function clientFor({ stack, dataDirectory }: Whose): Promise<SQSClient> {
  // Loaded only by who needs it: it takes longer than most commands.
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  // An endpoint that was configured counts, whatever host a queue's address names.
  const useQueueUrlAsEndpoint = false;
  if (stack !== undefined) return new SQSClient({ useQueueUrlAsEndpoint });
  const addresses = readAddresses(dataDirectory);
  if (!addresses) {
    throw usage(
      `No stack runs on ${plainText(dataDirectory)}. Name its --data-directory, or a deployed --stack.`,
    );
  }
  const { region, endpoints, rootKey } = addresses;
  const settings = { region, endpoint: endpoints.sqs, credentials: rootKey };
  return new SQSClient({ ...settings, useQueueUrlAsEndpoint });
}

/** In the SDK's words, which name what is missing: a region, credentials, a permission. */
export function unanswered(cause: unknown): Failure {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  const why = message === '' ? name : message;
  return new Failure(exitCodes.unreachable, `SQS cannot be asked: ${plainText(why)}`, { cause });
}
