import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MoneytrailApp } from './moneytrail-app.ts';
import { all, functions, permissionsOf } from './test-support/machine.ts';

type Finding = { ruleName: string; severity: string; reason?: string };
type Report = { pluginName: string; conclusion: string } & Record<
  'violations' | 'suppressedViolations',
  Finding[] | undefined
>;

describe('given the whole machine, when policies are checked', () => {
  const reports = validationReports();

  test('then cdk-nag finds nothing that is not acknowledged', () => {
    const nag = reports.find(({ pluginName }) => pluginName === 'AwsSolutions');
    expect(nag).toMatchObject({ conclusion: 'success', violations: [] });
  });

  test('then every acknowledgement says why', () => {
    const acknowledged = reports.flatMap(({ suppressedViolations = [] }) => suppressedViolations);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { ruleName, reason } of acknowledged) {
      expect(reason?.split(' ').length, ruleName).toBeGreaterThan(5);
    }
  });

  test('then the only things acknowledged are prefixes of buckets and the open documentation', () => {
    const rules = reports
      .flatMap(({ suppressedViolations = [] }) => suppressedViolations)
      .map(({ ruleName }) => ruleName.replace(/\[.*/, ''));
    expect(new Set(rules)).toEqual(new Set(['AwsSolutions-IAM5', 'AwsSolutions-APIG4']));
  });
});

describe('given any role', () => {
  const permissions = functions.flatMap(({ name }) => permissionsOf(name));

  test('it allows named actions only', () => {
    for (const permission of permissions) expect(permission).toMatch(/^[a-z0-9]+:[A-Za-z]+ /);
  });

  test('it reaches one thing, or the objects of one bucket', () => {
    const oneThing = /^[A-Z][A-Za-z/]*(\/index\/[a-z]+|\/Bucket\/([a-z]+\/)?\*)?$/;
    for (const permission of permissions) expect(permission.split(' ')[1]).toMatch(oneThing);
  });

  test('it uses the one key for what is stored, and no other but to sign', () => {
    const keys = permissions
      .filter((permission) => /^kms:(?!Sign |GetPublicKey )/.test(permission))
      .map((permission) => permission.split(' ')[1]);
    expect(new Set(keys)).toEqual(new Set(['Key']));
  });

  test('it has no managed policy and no other: every permission is written here', () => {
    const roles = all('AWS::IAM::Role');
    expect(roles).toHaveLength(functions.length);
    for (const { properties } of roles) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
      expect(properties).not.toHaveProperty('Policies');
    }
  });
});

/** What the synthesis reports with every check on, as `cdk deploy` has it. */
function validationReports(): Report[] {
  const app = new MoneytrailApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const { directory } = app.synth();
  const { pluginReports } = JSON.parse(
    readFileSync(join(directory, 'validation-report.json'), 'utf8'),
  );
  return pluginReports;
}
