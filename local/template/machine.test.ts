import { describe, expect, test } from 'vitest';
import { fixtureAssembly } from '../testing/fixture-stack.ts';
import { readMachine } from './machine.ts';
import { readSynthesized } from './template.ts';

const settings = {
  region: 'ca-central-1',
  parameters: { IdentityIssuer: 'http://issuer', IdentityAudience: 'audience' },
  sqsEndpoint: 'http://127.0.0.1:1',
};
const read = (change: (resources: Record<string, object>) => void = () => {}) => {
  const synthesized = structuredCloneOf(readSynthesized(fixtureAssembly));
  change(synthesized.template.Resources);
  return readMachine(synthesized, settings);
};
const structuredCloneOf = (synthesized: ReturnType<typeof readSynthesized>) => ({
  ...synthesized,
  template: structuredClone(synthesized.template),
});

describe('given the template of the fixture', () => {
  test('when it is read, then stores have names, keys and rules', () => {
    const { tables, queues, buckets } = read();
    expect(tables[0]).toMatchObject({ name: 'Fixture-Seen', indexes: [{ IndexName: 'byKind' }] });
    expect(queues.map(({ name, deadLetters }) => [name, deadLetters])).toEqual([
      ['Fixture-DeadLetters', true],
      ['Fixture-Work', false],
      ['Fixture-Ordered.fifo', false],
    ]);
    expect(JSON.parse(queues[1]?.attributes['RedrivePolicy'] ?? '')).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:ca-central-1:000000000000:Fixture-DeadLetters',
      maxReceiveCount: 2,
    });
    expect(buckets).toEqual([
      {
        name: 'fixture-inbox',
        settings: {
          versioned: true,
          notifications: [{ target: queues[1]?.arn, prefix: 'uploads/', suffix: '' }],
        },
      },
      {
        name: 'fixture-locked',
        settings: {
          versioned: true,
          defaultRetention: { mode: 'COMPLIANCE', days: 3650 },
          notifications: [],
        },
      },
    ]);
  });

  test('when it is read, then a function has its bundle, environment and rights', () => {
    const reach = read().functions.find(({ name }) => name === 'reach');
    expect(reach).toMatchObject({
      physicalName: 'Fixture-Reach',
      handler: 'index.reach',
      timeoutSeconds: 5,
      memoryMegabytes: 256,
      environment: {
        SEEN_TABLE: 'Fixture-Seen',
        INBOX_BUCKET: 'fixture-inbox',
        ORDERED_QUEUE_URL: 'http://127.0.0.1:1/000000000000/Fixture-Ordered.fifo',
      },
    });
    expect(reach?.directory).toMatch(/asset\.fixture$/);
    expect(reach?.statements).toContainEqual({
      effect: 'Allow',
      actions: ['s3:PutObject'],
      resources: ['arn:aws:s3:::fixture-inbox/batches/*'],
    });
  });

  test('when it is read, then routes say who may ask, and mappings how a queue feeds', () => {
    const { routes, mappings } = read();
    expect(routes[0]).toEqual({
      key: 'GET /echo/{name}',
      functionArn: 'arn:aws:lambda:ca-central-1:000000000000:function:Fixture-Echo',
      authorizer: { issuer: 'http://issuer', audience: ['audience'] },
      scopes: ['analyst'],
    });
    expect(routes[1]).toMatchObject({ key: 'POST /echo', authorizer: undefined, scopes: [] });
    expect(mappings[0]).toMatchObject({
      batchSize: 5,
      windowSeconds: 0,
      maxConcurrency: 2,
      reportsItemFailures: true,
    });
  });
});

describe('given what this machine cannot do', () => {
  test.each([
    ['an unknown resource', { Type: 'AWS::Kinesis::Stream' }, /AWS::Kinesis::Stream/],
    [
      'a stream on a table',
      { Type: 'AWS::DynamoDB::GlobalTable', Properties: { StreamSpecification: {} } },
      /stream/,
    ],
    [
      'a key pair on another curve',
      {
        Type: 'AWS::KMS::Key',
        Properties: { KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P384' },
      },
      /ECC_NIST_P256/,
    ],
    [
      'a cron schedule',
      { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 1 * * ? *)' } },
      /not a rate/,
    ],
    [
      'a conditional right',
      {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: ['Fixture-EchoRole'],
          PolicyDocument: {
            Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: {} } },
          },
        },
      },
      /conditions/,
    ],
  ])('when the template has %s, then reading it fails', (_what, resource, message) => {
    const add = (resources: Record<string, object>) => {
      resources['Added'] = resource;
    };
    expect(() => read(add)).toThrow(message);
  });
});
