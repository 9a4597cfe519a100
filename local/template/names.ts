import type { Lookup } from './intrinsics.ts';
import type { Resource, Template } from './template.ts';

export const accountId = '000000000000';

export type NamingSettings = {
  stackName: string;
  region: string;
  /** Values for the template's parameters. */
  parameters: Record<string, string>;
  sqsEndpoint: string;
};

/**
 * The names that CloudFormation would make up, made from logical ids: they stay the same from one
 * start to the next, so the data in the directory is found again.
 */
export function namesOf(template: Template, settings: NamingSettings): Lookup {
  const { stackName, region, parameters, sqsEndpoint } = settings;
  const pseudo: Record<string, string> = {
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  const physical = (id: string, { Type, Properties = {} }: Resource): string => {
    const given = Properties[nameProperty[Type] ?? ''];
    if (typeof given === 'string') return given;
    const made = `${stackName}-${id}`;
    if (Type === 'AWS::S3::Bucket') return made.toLowerCase().slice(0, 63);
    if (Type === 'AWS::SQS::Queue') return `${made}${Properties['FifoQueue'] ? '.fifo' : ''}`;
    return made;
  };

  const resource = (id: string): Resource => {
    const found = template.Resources[id];
    if (!found) throw new Error(`The template refers to ${id}, which it does not have`);
    return found;
  };

  const arn = (id: string, found: Resource): string => {
    const name = physical(id, found);
    switch (found.Type) {
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::SQS::Queue':
        return `arn:aws:sqs:${region}:${accountId}:${name}`;
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable':
        return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
      case 'AWS::KMS::Key':
        return `arn:aws:kms:${region}:${accountId}:key/${name}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${accountId}:role/${name}`;
      default:
        return `arn:aws:${found.Type.split('::')[1]?.toLowerCase()}:${region}:${accountId}:${name}`;
    }
  };

  return {
    ref: (name) => {
      const value = pseudo[name] ?? parameters[name];
      if (value !== undefined) return value;
      const parameter = template.Parameters?.[name];
      if (parameter?.Default !== undefined) return String(parameter.Default);
      if (parameter) throw new Error(`The template's parameter ${name} was given no value`);
      const found = resource(name);
      const own = physical(name, found);
      return found.Type === 'AWS::SQS::Queue' ? `${sqsEndpoint}/${accountId}/${own}` : own;
    },
    attribute: (name, attribute) => {
      const found = resource(name);
      if (attribute === 'Arn') return arn(name, found);
      if (attribute === 'QueueName') return physical(name, found);
      return `${physical(name, found)}.${attribute}`;
    },
  };
}

const nameProperty: Record<string, string> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
};
