import { describe, expect, test } from 'vitest';
import { all, at, readable } from '../test-support/machine.ts';

const queues = all('AWS::SQS::Queue');
const isWork = (path: string) => path.endsWith('/Queue');
const work = queues.filter(({ path }) => isWork(path));

test('there are as many queues for what was given up as there are for work', () => {
  expect(queues.length).toBe(2 * work.length);
});

describe.each(work)('given $path', ({ path, id, properties }) => {
  const deadLetters = at(path.replace(/Queue$/, 'DeadLetters'));
  const mapping = all('AWS::Lambda::EventSourceMapping').find(
    (each) => each.properties.EventSourceArn['Fn::GetAtt'][0] === id,
  );
  const consumer = all('AWS::Lambda::Function').find(
    (each) => each.id === mapping?.properties.FunctionName.Ref,
  );

  test('when a message fails too often, then it is kept for fourteen days', () => {
    const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy;
    expect(readable(deadLetterTargetArn)).toBe(deadLetters.path);
    expect(maxReceiveCount).toBe(path.startsWith('BatchIntake/') ? 5 : 3);
    expect(deadLetters.properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });

  test('when a message fails too often, then somebody is told', () => {
    const alarm = alarmOn('ApproximateNumberOfMessagesVisible', deadLetters.id);
    expect(alarm).toMatchObject({ Threshold: 1, AlarmActions: [{ Ref: at('Alarms').id }] });
  });

  test('when a message waits for half an hour, then somebody is told', () => {
    const alarm = alarmOn('ApproximateAgeOfOldestMessage', id);
    expect(alarm).toMatchObject({ Threshold: 1800, AlarmActions: [{ Ref: at('Alarms').id }] });
  });

  test('when its function crashes, then somebody is told', () => {
    const alarm = consumerAlarmOn('Errors', consumer?.id);
    expect(alarm).toMatchObject({ Threshold: 3, AlarmActions: [{ Ref: at('Alarms').id }] });
  });

  test('when its function does all it may for an hour, then somebody is told', () => {
    const { MaximumConcurrency } = mapping?.properties.ScalingConfig ?? {};
    const alarm = consumerAlarmOn('ConcurrentExecutions', consumer?.id);
    expect(alarm).toMatchObject({ Threshold: MaximumConcurrency, Period: 300 });
    expect(alarm?.EvaluationPeriods).toBe(12);
  });

  test('when its function is still at work, then nobody else is given the message', () => {
    expect(properties.VisibilityTimeout).toBeGreaterThan(consumer?.properties.Timeout);
  });

  test('when one message of several fails, then only that one comes again', () => {
    expect(mapping?.properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  test('when work piles up, then no more functions start than were agreed', () => {
    expect(mapping?.properties.ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(4);
  });
});

test.each(queues)(
  '$path is encrypted with the one key and speaks TLS only',
  ({ id, properties }) => {
    expect(properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [at('Key').id, 'Arn'] });
    const policy = all('AWS::SQS::QueuePolicy').find(
      (each) => each.properties.Queues[0].Ref === id,
    );
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  },
);

const consumerAlarmOn = (metric: string, functionId: string | undefined) =>
  all('AWS::CloudWatch::Alarm').find(
    ({ properties }) =>
      properties.MetricName === metric && properties.Dimensions?.[0]?.Value.Ref === functionId,
  )?.properties;

function alarmOn(metric: string, queueId: string) {
  return all('AWS::CloudWatch::Alarm').find(
    ({ properties }) =>
      properties.MetricName === metric &&
      properties.Dimensions?.[0]?.Value['Fn::GetAtt']?.[0] === queueId,
  )?.properties;
}
