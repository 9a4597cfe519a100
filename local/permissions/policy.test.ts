import { describe, expect, test } from 'vitest';
import { needsOf } from './needs.ts';
import { isAllowed, type Statement } from './policy.ts';

const table = 'arn:aws:dynamodb:ca-central-1:000000000000:table/Cases';

describe('given statements of a role', () => {
  const allow = (actions: string[], resources: string[]): Statement => ({
    effect: 'Allow',
    actions,
    resources,
  });

  test.each([
    [['dynamodb:GetItem'], [table], true],
    [['dynamodb:getitem'], [table], true],
    [['dynamodb:Get*'], ['*'], true],
    [['dynamodb:GetItem'], [`${table}/index/*`], false],
    [['dynamodb:GetItem'], [`${table}s`], false],
    [['dynamodb:Get'], [table], false],
    [['dynamodb:PutItem'], [table], false],
    [[], [], false],
  ])(
    'when they allow %j on %j, then reading an item is allowed: %s',
    (actions, resources, allowed) => {
      const need = { action: 'dynamodb:GetItem', resource: table };
      expect(isAllowed([allow(actions, resources)], need)).toBe(allowed);
    },
  );

  test('when one of them denies, then nothing else helps', () => {
    const deny: Statement = { effect: 'Deny', actions: ['*'], resources: [table] };
    const need = { action: 'dynamodb:GetItem', resource: table };
    expect(isAllowed([allow(['*'], ['*']), deny], need)).toBe(false);
  });

  test('when a resource holds signs of regular expressions, then they mean themselves', () => {
    const statements = [allow(['s3:*'], ['arn:aws:s3:::a.b/(x)+*'])];
    const on = (resource: string) => isAllowed(statements, { action: 's3:GetObject', resource });
    expect([on('arn:aws:s3:::a.b/(x)+y'), on('arn:aws:s3:::aXb/xx')]).toEqual([true, false]);
  });
});

describe('given a call', () => {
  const needs = (target: string, body: object) =>
    needsOf(target, body as Record<string, unknown>, 'ca-central-1')?.map(
      ({ action, resource }) => `${action} ${resource.split(':').at(-1)}`,
    );

  test.each([
    ['DynamoDB_20120810.GetItem', { TableName: 'T' }, ['dynamodb:GetItem table/T']],
    [
      'DynamoDB_20120810.Query',
      { TableName: 'T', IndexName: 'I' },
      ['dynamodb:Query table/T/index/I'],
    ],
    [
      'DynamoDB_20120810.BatchWriteItem',
      { RequestItems: { T: [], U: [] } },
      ['dynamodb:BatchWriteItem table/T', 'dynamodb:BatchWriteItem table/U'],
    ],
    [
      'DynamoDB_20120810.TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'T' } },
          { ConditionCheck: { TableName: 'T' } },
          { Delete: { TableName: 'U' } },
        ],
      },
      [
        'dynamodb:PutItem table/T',
        'dynamodb:ConditionCheckItem table/T',
        'dynamodb:DeleteItem table/U',
      ],
    ],
    ['AmazonSQS.SendMessageBatch', { QueueUrl: 'http://h/0/Q' }, ['sqs:SendMessage Q']],
    ['DynamoDB_20120810.ExecuteStatement', { Statement: 'SELECT' }, undefined],
    ['AmazonSQS.PurgeQueue', { QueueUrl: 'http://h/0/Q' }, undefined],
  ])('when it is %s, then its needs are known or it is refused', (target, body, expected) => {
    expect(needs(target, body)).toEqual(expected);
  });
});
