import { describe, expect, test } from 'vitest';
import { all, at, functionNamed } from '../test-support/machine.ts';

const filters = all('AWS::Logs::MetricFilter').map(({ path, properties }) => ({
  path,
  properties,
}));
const logOf = (name: string) => functionNamed(name).properties.LoggingConfig.LogGroup;

describe('given batches that are held back', () => {
  test.each(['submit-batch', 'request-upload'])('then %s’s log tells how many', (name) => {
    const found = filters.find(({ path }) => path.endsWith(`HeldBackBy${name}`))?.properties;
    expect(found).toMatchObject({
      LogGroupName: logOf(name),
      FilterPattern: '{ $.message = "held back" }',
      MetricTransformations: [{ MetricName: 'HeldBack', MetricValue: '1' }],
    });
  });

  test('when they are half of all, and all are not few, then somebody is told', () => {
    const { Metrics, Threshold } = at('BatchIntake/Watch/HeldBack').properties;
    const expression = Metrics.find((each: { Expression?: string }) => each.Expression);
    expect(expression.Expression).toBe(
      'IF(asked0 + asked1 >= 20, 100 * FILL(held, 0) / (asked0 + asked1), 0)',
    );
    expect(Threshold).toBe(50);
  });
});

test('when a batch is not got through within two hours, then somebody is told', () => {
  const found = filters.find(({ path }) => path.endsWith('BatchAge'))?.properties;
  expect(found).toMatchObject({
    LogGroupName: logOf('ingest-batch'),
    FilterPattern: '{ $.message = "turn taken" }',
    MetricTransformations: [{ MetricName: 'BatchAgeSeconds', MetricValue: '$.ageSeconds' }],
  });
  expect(at('BatchIntake/Watch/Lagging').properties).toMatchObject({
    MetricName: 'BatchAgeSeconds',
    Statistic: 'Maximum',
    Threshold: 7200,
  });
});

test('when the account starts no more functions, then somebody is told', () => {
  expect(at('Concurrency/Throttled').properties).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: 'Throttles',
    Threshold: 1,
  });
});
