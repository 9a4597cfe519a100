import { describe, expect, test } from 'vitest';
import { all, at, readable } from '../test-support/machine.ts';

const buckets = all('AWS::S3::Bucket');
const records = buckets.filter(({ path }) => path.endsWith('/Bucket'));

describe.each(buckets)('given $path', ({ id, properties, raw }) => {
  test('when somebody asks without TLS 1.2, then the answer is no', () => {
    const policy = all('AWS::S3::BucketPolicy').find((each) => each.properties.Bucket.Ref === id);
    const denials = policy?.properties.PolicyDocument.Statement;
    expect(denials).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    expect(denials).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      }),
    );
  });

  test('when an object is replaced or the stack deleted, then what was there stays', () => {
    expect(properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(raw).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('then nothing in it can be made public', () => {
    expect(new Set(Object.values(properties.PublicAccessBlockConfiguration))).toEqual(
      new Set([true]),
    );
  });
});

describe.each(records)('given $path', ({ properties }) => {
  test('then it is encrypted with the one key', () => {
    const [rule] = properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(readable(rule.ServerSideEncryptionByDefault.KMSMasterKeyID)).toBe(at('Key').path);
  });

  test('then each access to it is logged', () => {
    expect(readable(properties.LoggingConfiguration.DestinationBucketName)).toBe('AccessLog');
  });

  test('when an upload is given up half way, then its parts are gone after a week', () => {
    expect(properties.LifecycleConfiguration.Rules).toContainEqual({
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      Status: 'Enabled',
    });
  });
});

test('nobody can remove a decision for ten years', () => {
  const { ObjectLockEnabled, ObjectLockConfiguration } = at('Audit/Bucket').properties;
  expect(ObjectLockEnabled).toBe(true);
  expect(ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 3653 });
});
