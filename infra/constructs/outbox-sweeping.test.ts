import { expect, test } from 'vitest';
import { all, at, functionNamed, readable, workOf } from '../test-support/machine.ts';

test('every minute somebody looks for messages left behind', () => {
  const rules = all('AWS::Events::Rule').filter(
    ({ properties }) => readable(properties.Targets[0].Arn) === functionNamed('sweep-outbox').path,
  );
  expect(rules.map(({ properties }) => properties)).toMatchObject([
    { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' },
  ]);
});

test('it finds only what is waiting: it can query nothing but the index of outboxes', () => {
  const queries = workOf('sweep-outbox').filter((permission) => permission.includes(':Query '));
  expect(queries).toEqual([
    'dynamodb:Query Cases/Table/index/outbox',
    'dynamodb:Query Reports/Table/index/outbox',
  ]);
});

test('when it fails or stops, then somebody is told', () => {
  expect(at('OutboxSweeping/Failing').properties.MetricName).toBe('Errors');
  expect(at('OutboxSweeping/Stopped').properties).toMatchObject({
    MetricName: 'Invocations',
    TreatMissingData: 'breaching',
  });
});
