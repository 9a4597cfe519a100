import { expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

test('only auditors read figures', () => {
  const scopes = routes.find(({ route }) => route === 'GET /v1/statistics')?.scopes;
  expect(scopes).toEqual(['auditor']);
});

test('who counts reads lists of disclosures, and nothing else that is kept', () => {
  const stores = workOf('read-statistics').filter((work) => /^(dynamodb|s3|sqs):/.test(work));
  expect(stores).toEqual(['dynamodb:Query Cases/Table/index/worklist']);
});
