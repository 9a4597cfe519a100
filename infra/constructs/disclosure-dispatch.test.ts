import { expect, test } from 'vitest';
import { functions, workOf } from '../test-support/machine.ts';

test('one function writes packages, and it cannot remove one', () => {
  const writers = functions
    .map(({ name }) => name)
    .filter((name) => workOf(name).includes('s3:PutObject Packages/Bucket/*'));
  expect(writers).toEqual(['dispatch-disclosure']);
  expect(workOf('dispatch-disclosure').join()).not.toMatch(/s3:Delete/);
});
