import { functionsOf, type MachineFunction, mappingsOf, type QueueMapping } from './functions.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { refuseUnknownTypes } from './known-types.ts';
import { type NamingSettings, namesOf } from './names.ts';
import type { Resolved } from './resolved.ts';
import { type Route, routesOf } from './routes.ts';
import { type Schedule, schedulesOf } from './schedules.ts';
import {
  bucketsOf,
  isSigningKey,
  type MachineBucket,
  type MachineQueue,
  type MachineSigningKey,
  type MachineTable,
  queuesOf,
  signingKeysOf,
  tablesOf,
} from './stores.ts';
import type { Resource, Synthesized } from './template.ts';

/** Everything the template says about the running system, in plain values. */
export type Machine = {
  tables: MachineTable[];
  queues: MachineQueue[];
  buckets: MachineBucket[];
  signingKeys: MachineSigningKey[];
  functions: MachineFunction[];
  mappings: QueueMapping[];
  routes: Route[];
  schedules: Schedule[];
};

/** The template read as data: there is no other description of what runs, when, and who may what. */
export function readMachine(
  synthesized: Synthesized,
  settings: Omit<NamingSettings, 'stackName'>,
): Machine {
  const { template, stackName, assetDirectory } = synthesized;
  const names = namesOf(template, { ...settings, stackName });
  const entries = Object.entries(template.Resources);
  refuseUnknownTypes(entries.map(([, { Type }]) => Type));
  const needed = entries.filter(([, resource]) => isSigningKey(resource) || !cloudOnly(resource));
  const resources = needed.map(([id, { Type, Properties = {} }]): Resolved => {
    const properties = resolveIntrinsics(Properties, names) as Resolved['properties'];
    return { id, type: Type, properties: { ...properties, Ref: names.ref(id) } };
  });
  const all = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
  const arnOf = (id: string) => names.attribute(id, 'Arn');

  return {
    tables: tablesOf(all('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')),
    queues: queuesOf(all('AWS::SQS::Queue'), arnOf),
    buckets: bucketsOf(all('AWS::S3::Bucket'), all('Custom::S3BucketNotifications')),
    signingKeys: signingKeysOf(all('AWS::KMS::Key')),
    functions: functionsOf(
      all('AWS::Lambda::Function'),
      all('AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'),
      arnOf,
      assetDirectory,
    ),
    mappings: mappingsOf(all('AWS::Lambda::EventSourceMapping')),
    routes: routesOf(all),
    schedules: schedulesOf(all('AWS::Events::Rule')),
  };
}

/** Their properties may speak of what only the cloud can resolve. */
function cloudOnly({ Type }: Resource): boolean {
  return /^AWS::(CloudWatch|KMS|Logs|SNS|CDK)::/.test(Type);
}
