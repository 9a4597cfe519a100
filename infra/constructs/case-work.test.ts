import { describe, expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

const rolesOf = (decision: string) =>
  routes.find(({ route }) => route === `POST /v1/cases/{caseId}/${decision}`)?.scopes;

test.each([
  ...['claim', 'release', 'notes', 'submit'],
  ...['exclusions', 'inclusions', 'merge', 'unmerge', 'split', 'unsplit'],
  ...['roles', 'data-requests', 'data-requests/{sequence}/close', 'escalations'],
])('an analyst may %s, an approver not', (decision) => {
  expect(rolesOf(decision)).toEqual(['analyst']);
});

test.each(['approve', 'return', 'reject'])('an approver may %s, an analyst not', (decision) => {
  expect(rolesOf(decision)).toEqual(['approver']);
});

test('an analyst may take the next case, an approver not', () => {
  const next = routes.find(({ route }) => route === 'POST /v1/cases/next');
  expect(next?.scopes).toEqual(['analyst']);
});

test.each(['network', 'timeline'])('analysts and approvers may see the %s', (part) => {
  const shown = routes.find(({ route }) => route === `GET /v1/cases/{caseId}/${part}`);
  expect(shown?.scopes).toEqual(['analyst', 'approver']);
});

test('nobody but analysts and approvers sees which data is to be asked for', () => {
  const list = routes.find(({ route }) => route === 'GET /v1/data-requests');
  expect(list?.scopes).toEqual(['analyst', 'approver']);
});

describe.each(['read-cases', 'read-disclosures'])('given %s', (name) => {
  test('then it changes nothing and tells nobody but the audit log', () => {
    for (const permission of workOf(name)) {
      expect(permission).toMatch(
        /:(GetItem|BatchGetItem|Query|GetObject) |^sqs:SendMessage DecisionAudit\//,
      );
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
