import { expect, test } from 'vitest';
import { at } from '../test-support/machine.ts';

test('the log of accesses is forgotten after two years', () => {
  const [rule] = at('AccessLog').properties.LifecycleConfiguration.Rules;
  expect(rule).toMatchObject({ ExpirationInDays: 731, Status: 'Enabled' });
});
