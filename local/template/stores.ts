import type { KeySchemaElement } from '@aws-sdk/client-dynamodb';
import type { BucketSettings } from '../s3/files.ts';
import type { Resolved } from './resolved.ts';
import type { Resource } from './template.ts';

export type MachineTable = {
  name: string;
  keys: KeySchemaElement[];
  attributes: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  indexes: { IndexName: string; KeySchema: KeySchemaElement[]; Projection: object }[];
};

export type MachineQueue = {
  name: string;
  url: string;
  arn: string;
  /** As SQS's CreateQueue takes them. */
  attributes: Record<string, string>;
  /** Whether failed messages of another queue end here. */
  deadLetters: boolean;
};

export type MachineBucket = { name: string; settings: BucketSettings };

export function tablesOf(resources: Resolved[]): MachineTable[] {
  return resources.map(({ id, properties }) => {
    if (properties['StreamSpecification'] || properties['LocalSecondaryIndexes']) {
      throw new Error(`${id} has a stream or a local index, which this machine does not run`);
    }
    return {
      name: String(properties['Ref']),
      keys: properties['KeySchema'] as MachineTable['keys'],
      attributes: properties['AttributeDefinitions'] as MachineTable['attributes'],
      indexes: (properties['GlobalSecondaryIndexes'] ?? []) as MachineTable['indexes'],
    };
  });
}

export function queuesOf(resources: Resolved[], arnOf: (id: string) => string): MachineQueue[] {
  const queues = resources.map(({ id, properties }) => {
    const url = String(properties['Ref']);
    return {
      name: url.slice(url.lastIndexOf('/') + 1),
      url,
      arn: arnOf(id),
      attributes: queueAttributes(properties),
      redrive: properties['RedrivePolicy'] as { deadLetterTargetArn?: string } | undefined,
    };
  });
  const targets = new Set(queues.map(({ redrive }) => redrive?.deadLetterTargetArn));
  return queues.map(({ redrive: _, ...queue }) => ({
    ...queue,
    deadLetters: targets.has(queue.arn),
  }));
}

const attributeNames: Record<string, string> = {
  ContentBasedDeduplication: 'ContentBasedDeduplication',
  DeduplicationScope: 'DeduplicationScope',
  DelaySeconds: 'DelaySeconds',
  FifoQueue: 'FifoQueue',
  FifoThroughputLimit: 'FifoThroughputLimit',
  MaximumMessageSize: 'MaximumMessageSize',
  MessageRetentionPeriod: 'MessageRetentionPeriod',
  ReceiveMessageWaitTimeSeconds: 'ReceiveMessageWaitTimeSeconds',
  RedrivePolicy: 'RedrivePolicy',
  VisibilityTimeout: 'VisibilityTimeout',
};

function queueAttributes(properties: Record<string, unknown>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [property, attribute] of Object.entries(attributeNames)) {
    const value = properties[property];
    if (value === undefined) continue;
    attributes[attribute] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}

type QueueConfiguration = {
  Queue?: string;
  QueueArn?: string;
  Event?: string;
  Events?: string[];
  Filter?: { S3Key?: Filter; Key?: Filter };
};
type Filter = { Rules?: FilterRule[]; FilterRules?: FilterRule[] };
type FilterRule = { Name: string; Value: string };

/** CDK writes notifications on the bucket itself or, for some buckets, in a custom resource. */
export function bucketsOf(resources: Resolved[], notifications: Resolved[]): MachineBucket[] {
  return resources.map(({ properties }) => {
    const name = String(properties['Ref']);
    const versioning = properties['VersioningConfiguration'] as { Status?: string } | undefined;
    const locked = properties['ObjectLockEnabled'] === true;
    const own = properties['NotificationConfiguration'] as Notification | undefined;
    const apart = notifications
      .filter((one) => one.properties['BucketName'] === name)
      .map((one) => one.properties['NotificationConfiguration'] as Notification);
    const retention = defaultRetention(properties);
    return {
      name,
      settings: {
        versioned: versioning?.Status === 'Enabled' || locked,
        ...(retention && { defaultRetention: retention }),
        notifications: [own, ...apart].flatMap(announcements),
      },
    };
  });
}

type Notification = { QueueConfigurations?: QueueConfiguration[] } & Record<string, unknown>;

function announcements(configuration: Notification | undefined): BucketSettings['notifications'] {
  if (!configuration) return [];
  const { QueueConfigurations = [], ...others } = configuration;
  if (Object.keys(others).length > 0) {
    throw new Error('A bucket announces to something else than a queue');
  }
  return QueueConfigurations.map(({ Queue, QueueArn, Event, Events, Filter }) => {
    const events = Events ?? [Event];
    if (events.some((event) => event !== 's3:ObjectCreated:*')) {
      throw new Error(`A bucket announces ${events.join(', ')}; only s3:ObjectCreated:* is known`);
    }
    const filter = Filter?.S3Key ?? Filter?.Key;
    const rules = filter?.Rules ?? filter?.FilterRules ?? [];
    const ruleNamed = (name: string) =>
      rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
    const target = Queue ?? QueueArn ?? '';
    return { target, prefix: ruleNamed('prefix'), suffix: ruleNamed('suffix') };
  });
}

type LockConfiguration = { Rule?: { DefaultRetention?: LockRule } };
type LockRule = { Mode: 'GOVERNANCE' | 'COMPLIANCE'; Days?: number; Years?: number };

function defaultRetention(
  properties: Record<string, unknown>,
): BucketSettings['defaultRetention'] | undefined {
  const lock = properties['ObjectLockConfiguration'] as LockConfiguration | undefined;
  const rule = lock?.Rule?.DefaultRetention;
  return rule && { mode: rule.Mode, days: rule.Days ?? (rule.Years ?? 0) * 365 };
}

export type MachineSigningKey = { name: string };

/** A key pair that signs; a key that encrypts what is stored has nothing to do here. */
export const isSigningKey = ({ Type, Properties = {} }: Resource): boolean =>
  Type === 'AWS::KMS::Key' && Properties['KeyUsage'] === 'SIGN_VERIFY';

export const signingKeysOf = (resources: Resolved[]): MachineSigningKey[] =>
  resources.map(({ id, properties }) => {
    if (properties['KeySpec'] !== 'ECC_NIST_P256') {
      throw new Error(
        `${id} signs with ${properties['KeySpec']}; only ECC_NIST_P256 is known here`,
      );
    }
    return { name: String(properties['Ref']) };
  });
