import { accountId } from '../template/names.ts';
import type { Need } from './policy.ts';

type Body = Record<string, unknown>;
type TableArn = (name: string, index?: string) => string;

/**
 * The IAM actions that a call of the JSON protocol needs.
 *
 * @param target the header X-Amz-Target: DynamoDB_20120810.PutItem or AmazonSQS.SendMessage.
 * @returns undefined for a call this machine cannot judge.
 */
export function needsOf(target: string, body: Body, region: string): Need[] | undefined {
  const [service, operation = ''] = target.split('.');
  if (service === 'AmazonSQS') return queueNeeds(operation, body, region);
  if (service !== 'DynamoDB_20120810') return undefined;
  return tableNeeds(operation, body, (name, index) => {
    const table = name.startsWith('arn:')
      ? name
      : `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
    return index === undefined ? table : `${table}/index/${index}`;
  });
}

const onOneTable = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable']);
const onSomeTables = new Set(['BatchGetItem', 'BatchWriteItem']);

function tableNeeds(operation: string, body: Body, arn: TableArn): Need[] | undefined {
  const action = `dynamodb:${operation}`;
  if (onOneTable.has(operation)) return [{ action, resource: arn(String(body['TableName'])) }];
  if (operation === 'Query' || operation === 'Scan') {
    const index = body['IndexName'];
    const name = String(body['TableName']);
    return [{ action, resource: index === undefined ? arn(name) : arn(name, String(index)) }];
  }
  if (onSomeTables.has(operation)) {
    const names = Object.keys((body['RequestItems'] ?? {}) as object);
    return names.map((name) => ({ action, resource: arn(name) }));
  }
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems') {
    return transactionNeeds(body, arn);
  }
  return undefined;
}

/** IAM knows no right to transact: each item needs the right to its own action. */
function transactionNeeds(body: Body, arn: TableArn): Need[] {
  const items = (body['TransactItems'] ?? []) as Record<string, { TableName?: string }>[];
  return items.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName = '' }]) => ({
      action: kind === 'ConditionCheck' ? 'dynamodb:ConditionCheckItem' : `dynamodb:${kind}Item`,
      resource: arn(TableName),
    })),
  );
}

const queueActions: Record<string, string> = {
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  GetQueueAttributes: 'GetQueueAttributes',
  GetQueueUrl: 'GetQueueUrl',
  ReceiveMessage: 'ReceiveMessage',
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
};

function queueNeeds(operation: string, body: Body, region: string): Need[] | undefined {
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }];
  const action = queueActions[operation];
  if (action === undefined) return undefined;
  const name = String(body['QueueName'] ?? String(body['QueueUrl']).split('/').at(-1));
  return [{ action: `sqs:${action}`, resource: `arn:aws:sqs:${region}:${accountId}:${name}` }];
}
