import { expect, test } from 'vitest';
import { uploadDays } from '../../lib/reports/upload-deadline.ts';
import {
  all,
  at,
  functionNamed,
  type Resource,
  readable,
  workOf,
} from '../test-support/machine.ts';

test('an upload that arrives is put on the intake queue, and nothing else in the bucket is', () => {
  const { QueueConfigurations } = at('Inbox/Bucket').properties.NotificationConfiguration;
  expect(QueueConfigurations).toHaveLength(1);
  const [{ Queue, Filter }] = QueueConfigurations;
  expect(readable(Queue)).toBe('BatchIntake/Intake/Queue');
  expect(Filter.S3Key.Rules).toEqual([{ Name: 'prefix', Value: 'uploads/' }]);
});

test('parts of an upload are kept until its deadline, and not for ever', () => {
  const { Rules } = at('Inbox/Bucket').properties.LifecycleConfiguration;
  expect(Rules[0].AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(uploadDays);
});

test('S3 finds the queue open to it when it is told of it', () => {
  const policy = at('BatchIntake/Intake/Queue/Policy');
  expect(at('Inbox/Bucket').raw.DependsOn).toContain(policy.id);
  expect(policy.properties.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
});

test('a batch of any length has a whole processor and fifteen minutes', () => {
  expect(functionNamed('ingest-batch').properties).toMatchObject({
    MemorySize: 1769,
    Timeout: 900,
  });
});

test('the function that ingests whole batches, and no other, is started to take little memory', () => {
  const isShort = ({ properties }: Resource) => {
    const { MALLOC_ARENA_MAX, NODE_OPTIONS } = properties.Environment.Variables;
    return MALLOC_ARENA_MAX !== undefined || NODE_OPTIONS.includes('space');
  };
  const short = all('AWS::Lambda::Function').filter(isShort);
  expect(short).toEqual([functionNamed('ingest-batch')]);
  expect(short[0]?.properties.Environment.Variables).toMatchObject({
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '65536',
    MALLOC_TRIM_THRESHOLD_: '131072',
    NODE_OPTIONS: '--enable-source-maps --max-semi-space-size=4',
  });
});

test('who uploads can add bytes, see how far they are, and read none', () => {
  const objects = workOf('request-upload').filter((permission) => permission.startsWith('s3:'));
  expect(objects).toEqual([
    's3:AbortMultipartUpload Inbox/Bucket/uploads/*',
    's3:ListMultipartUploadParts Inbox/Bucket/uploads/*',
    's3:PutObject Inbox/Bucket/uploads/*',
  ]);
});
