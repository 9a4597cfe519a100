import { expect, test } from 'vitest';
import { all, at } from '../test-support/machine.ts';

const topic = { Ref: at('Alarms').id };

test.each(all('AWS::CloudWatch::Alarm'))(
  '$path is heard when it is raised and when it is over',
  ({ properties }) => {
    expect(properties).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    expect(properties.AlarmDescription).toMatch(/\.$/);
  },
);

test('CloudWatch may publish, and only with TLS', () => {
  const { Statement } = at('Alarms/Policy').properties.PolicyDocument;
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});
