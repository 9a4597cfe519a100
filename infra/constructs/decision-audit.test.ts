import { describe, expect, test } from 'vitest';
import { bundledSources } from '../bundle.ts';
import { functions, routes, workOf } from '../test-support/machine.ts';

const usersOf = (store: string) =>
  functions.flatMap(({ name }) =>
    workOf(name)
      .filter((permission) => permission.includes(` ${store}/`))
      .map((permission) => `${name}: ${permission}`),
  );

test('one function writes to the locked bucket, and one other reads the log from it', () => {
  expect(usersOf('Audit').sort()).toEqual([
    'read-audit: s3:GetObject Audit/Bucket/log/*',
    'record-audit: s3:GetObject Audit/Bucket/log/*',
    'record-audit: s3:PutObject Audit/Bucket/decisions/*',
    'record-audit: s3:PutObject Audit/Bucket/log/*',
  ]);
});

test('one function lets the log grow', () => {
  const writers = usersOf('Leaves').filter((use) => !/:(GetItem|BatchGetItem) /.test(use));
  expect(writers.sort()).toEqual([
    'record-audit: dynamodb:PutItem Leaves/Table',
    'record-audit: dynamodb:UpdateItem Leaves/Table',
  ]);
});

test('who copies decisions cannot change one', () => {
  const cases = workOf('record-audit').filter((permission) => permission.includes('Cases/'));
  for (const permission of cases) expect(permission).toMatch(/:(GetItem|Query) /);
});

describe('given what shows the log', () => {
  test('then auditors may use it, and nobody else', () => {
    const own = routes.filter((route) => route.function === 'read-audit');
    expect(own).toHaveLength(3);
    for (const { scopes } of own) expect(scopes).toEqual(['auditor']);
  });

  test('then it sees neither cases nor packages', () => {
    expect(workOf('read-audit').join()).not.toMatch(/Cases|Packages|Ledger|Reports/);
  });
});

/** They answer counts, and an agency's own file numbers: nobody's data. */
const impersonal = ['read-statistics', 'file-information'];

const readers = new Set(
  routes
    .filter(({ route, scopes }) => route.startsWith('GET ') && !scopes.includes('reporting-entity'))
    .filter(({ authorization }) => authorization === 'JWT')
    .map((route) => route.function)
    .filter((name) => !impersonal.includes(name)),
);

test.each([...readers])('%s, which shows personal data or the log, tells of it', (name) => {
  expect(workOf(name)).toContain('sqs:SendMessage DecisionAudit/Audit/Queue');
  expect(bundledSources(name).some((source) => source.includes('lib/http/tell-reads'))).toBe(true);
});

test('then these are no fewer than four', () => {
  expect(readers.size).toBeGreaterThanOrEqual(4);
});
