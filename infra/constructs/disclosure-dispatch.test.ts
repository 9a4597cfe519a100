import { expect, test } from 'vitest';
import { functions, workOf } from '../test-support/machine.ts';

test('one function writes packages, and it cannot remove one', () => {
  const writers = functions
    .map(({ name }) => name)
    .filter((name) => workOf(name).includes('s3:PutObject Packages/Bucket/*'));
  expect(writers).toEqual(['decide-case']);
  expect(workOf('decide-case').join()).not.toMatch(/s3:Delete/);
});

test('who lets a package leave can read it and not change it', () => {
  const packages = workOf('dispatch-disclosure').filter((line) => line.includes('Packages/'));
  expect(packages).toEqual(['s3:GetObject Packages/Bucket/*']);
});
