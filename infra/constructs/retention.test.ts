import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../test-support/machine.ts';

const resourcesOf = (permissions: readonly string[], action: RegExp): string[] =>
  [
    ...new Set(permissions.filter((one) => action.test(one)).map((one) => one.split(' ')[1] ?? '')),
  ].sort();

describe('given the function that people tell what is on hold', () => {
  const permissions = permissionsOf('hold-records');

  test('then it can destroy nothing, and see no report', () => {
    expect(permissions.filter((one) => /^s3:/.test(one))).toEqual([]);
    expect(permissions.filter((one) => /^dynamodb:(DeleteItem|Scan)/.test(one))).toEqual([]);
  });
});

describe('given the function that destroys', () => {
  const permissions = permissionsOf('retain-records');

  test('then it destroys what batches and ledgers are made of, packages, and nothing else', () => {
    expect(resourcesOf(permissions, /^s3:DeleteObjectVersion /)).toEqual([
      'Inbox/Bucket/batches/*',
      'Inbox/Bucket/reports/*',
      'Inbox/Bucket/uploads/*',
      'LedgerChunks/Bucket/*',
      'Packages/Bucket/packages/*',
    ]);
  });

  test('then receipts, sealed packages and the audit log are beyond its reach', () => {
    expect(permissions.filter((one) => /receipts|sealed|Audit\/Bucket|Leaves/.test(one))).toEqual(
      [],
    );
  });

  test('then of packages it reads none, and adds only what says that one was destroyed', () => {
    const packages = permissions.filter((one) => /^s3:(Get|Put)Object Packages/.test(one));
    expect(packages).toEqual(['s3:PutObject Packages/Bucket/destroyed/*']);
  });

  test('then it writes no case', () => {
    const writes = resourcesOf(permissions, /^dynamodb:(PutItem|UpdateItem|DeleteItem) /);
    expect(writes).toEqual(['Ledger/Table', 'Reports/Table']);
  });
});
