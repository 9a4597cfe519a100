import { expect, test } from 'vitest';
import { functionNamed, workOf } from '../test-support/machine.ts';

test('what is open to everybody can do nothing but answer', () => {
  expect(workOf('describe-api')).toEqual([]);
});

test('the page at /docs comes with its assets', () => {
  const { Variables } = functionNamed('describe-api').properties.Environment;
  expect(Variables.ASSETS_DIRECTORY).toBe('assets');
});
