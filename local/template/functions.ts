import type { Statement } from '../permissions/policy.ts';
import type { Resolved } from './resolved.ts';
import { statementsOfRole } from './statements.ts';

export type MachineFunction = {
  /** Short and readable, for files and messages: submit-batch. */
  name: string;
  physicalName: string;
  arn: string;
  /** Where the bundle lies, and in it the module and the export: index.handler. */
  directory: string;
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  statements: Statement[];
};

export type QueueMapping = {
  /** A function's name or ARN. */
  functionRef: string;
  queueArn: string;
  batchSize: number;
  windowSeconds: number;
  maxConcurrency: number;
  reportsItemFailures: boolean;
};

/** AWS starts with five pollers for a queue that sets no limit. */
const concurrencyWithoutLimit = 5;

export function functionsOf(
  resources: Resolved[],
  policies: Resolved[],
  arnOf: (id: string) => string,
  assetDirectory: (objectKey: string) => string,
): MachineFunction[] {
  return resources.map(({ id, properties }) => {
    const code = properties['Code'] as { S3Key?: string };
    if (!code.S3Key || properties['Layers']) {
      throw new Error(`${id} is not a function made of one bundled asset`);
    }
    const environment = variablesOf(properties);
    const role = String(properties['Role']);
    return {
      name: environment['POWERTOOLS_SERVICE_NAME'] ?? id,
      physicalName: String(properties['Ref']),
      arn: arnOf(id),
      directory: assetDirectory(code.S3Key),
      handler: String(properties['Handler']),
      environment,
      timeoutSeconds: Number(properties['Timeout'] ?? 3),
      memoryMegabytes: Number(properties['MemorySize'] ?? 128),
      statements: statementsOfRole(role.slice(role.lastIndexOf('/') + 1), policies),
    };
  });
}

function variablesOf(properties: Record<string, unknown>): Record<string, string> {
  const environment = properties['Environment'] as { Variables?: Record<string, unknown> };
  const variables = Object.entries(environment?.Variables ?? {});
  return Object.fromEntries(variables.map(([name, value]) => [name, String(value)]));
}

export function mappingsOf(resources: Resolved[]): QueueMapping[] {
  return resources
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map(({ id, properties }) => {
      if (properties['FilterCriteria']) throw new Error(`${id} filters, which is not known here`);
      const scaling = properties['ScalingConfig'] as { MaximumConcurrency?: number } | undefined;
      const responses = (properties['FunctionResponseTypes'] ?? []) as string[];
      return {
        functionRef: String(properties['FunctionName']),
        queueArn: String(properties['EventSourceArn']),
        batchSize: Number(properties['BatchSize'] ?? 10),
        windowSeconds: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0),
        maxConcurrency: scaling?.MaximumConcurrency ?? concurrencyWithoutLimit,
        reportsItemFailures: responses.includes('ReportBatchItemFailures'),
      };
    });
}
