import { expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

const rolesOf = (decision: string) =>
  routes.find(({ route }) => route === `POST /v1/disclosures/{disclosureId}/${decision}`)?.scopes;

test('an analyst may amend, an approver not', () => {
  expect(rolesOf('amend')).toEqual(['analyst']);
});

test.each(['approve', 'return', 'recall', 'recall/confirm', 'recall/drop'])(
  'an approver may %s, an analyst not',
  (decision) => {
    expect(rolesOf(decision)).toEqual(['approver']);
  },
);

test('who amends or recalls can freeze and read packages, and remove none', () => {
  const work = workOf('decide-disclosure');
  expect(work.filter((permission) => permission.includes('Packages/')).toSorted()).toEqual([
    's3:GetObject Packages/Bucket/*',
    's3:PutObject Packages/Bucket/*',
  ]);
  expect(work.filter((permission) => permission.includes('Delete'))).toEqual([]);
});
