import { describe, expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

const rolesOf = (decision: string) =>
  routes.find(({ route }) => route === `POST /v1/cases/{caseId}/${decision}`)?.scopes;

test.each(['claim', 'release', 'notes', 'submit'])(
  'an analyst may %s, an approver not',
  (decision) => {
    expect(rolesOf(decision)).toEqual(['analyst']);
  },
);

test.each(['approve', 'return', 'reject'])('an approver may %s, an analyst not', (decision) => {
  expect(rolesOf(decision)).toEqual(['approver']);
});

describe.each(['read-cases', 'read-disclosures'])('given %s', (name) => {
  test('then it changes nothing and tells nobody', () => {
    for (const permission of workOf(name)) {
      expect(permission).toMatch(/:(GetItem|BatchGetItem|Query|GetObject) /);
    }
  });
});

test('who decides can freeze and read packages, and remove none', () => {
  const packages = workOf('decide-case').filter((permission) => permission.includes('Packages/'));
  expect(packages.toSorted()).toEqual([
    's3:GetObject Packages/Bucket/*',
    's3:PutObject Packages/Bucket/*',
  ]);
});
