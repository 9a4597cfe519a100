import { describe, expect, test } from 'vitest';
import { all, at, functions, permissionsOf } from '../test-support/machine.ts';

describe.each(all('AWS::Lambda::Function'))('given $path', ({ path, properties }) => {
  const name: string = properties.Environment.Variables.POWERTOOLS_SERVICE_NAME;

  test('then it runs on Node 24 and arm64, and its errors point into our sources', () => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(properties.Environment.Variables.NODE_OPTIONS).toMatch(/^--enable-source-maps\b/);
  });

  test('then its log is encrypted, and forgotten after a year', () => {
    const log = at(`${path}Log`).properties;
    expect(log).toMatchObject({
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [at('Key').id, 'Arn'] },
    });
  });

  test('then it may write to its own log and to no other', () => {
    const logging = permissionsOf(name).filter((permission) => permission.startsWith('logs:'));
    expect(logging).toEqual([`logs:CreateLogStream ${path}Log`, `logs:PutLogEvents ${path}Log`]);
  });

  test('then the key is for the encrypted things it was granted, if there are any', () => {
    const permissions = permissionsOf(name);
    const usesKey = permissions.some((permission) => permission.startsWith('kms:'));
    const usesStores = permissions.some((permission) => /^(dynamodb|s3|sqs):/.test(permission));
    expect(usesKey).toBe(usesStores);
  });
});

test('a function that answers HTTP does so before the API gives up after 30 seconds', () => {
  const patient = all('AWS::ApiGatewayV2::Integration').map(({ properties }) =>
    all('AWS::Lambda::Function').find(
      ({ id }) => id === properties.IntegrationUri['Fn::GetAtt'][0],
    ),
  );
  for (const found of patient) expect(found?.properties.Timeout).toBeLessThan(30);
});

test('every function states what its code may weigh', () => {
  for (const { bundleKilobytes } of functions) expect(bundleKilobytes).toBeGreaterThan(0);
});
