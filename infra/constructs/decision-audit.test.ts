import { expect, test } from 'vitest';
import { functions, workOf } from '../test-support/machine.ts';

test('one function writes to the locked bucket, and nobody reads from it here', () => {
  const users = functions.flatMap(({ name }) =>
    workOf(name)
      .filter((permission) => permission.includes(' Audit/'))
      .map((permission) => `${name}: ${permission}`),
  );
  expect(users).toEqual(['record-audit: s3:PutObject Audit/Bucket/*']);
});

test('who copies decisions cannot change one', () => {
  const cases = workOf('record-audit').filter((permission) => permission.includes('Cases/'));
  for (const permission of cases) expect(permission).toMatch(/:(GetItem|Query) /);
});
