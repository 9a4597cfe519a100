import { expect, test } from 'vitest';
import { functionNamed, workOf } from '../test-support/machine.ts';

test('the rulebook is deployed beside the function that judges', () => {
  const { Variables } = functionNamed('evaluate-subjects').properties.Environment;
  expect(Variables.RULES_DIRECTORY).toBe('rules');
});

test('judging changes no ledger and sees no report', () => {
  const work = workOf('evaluate-subjects');
  const ledger = work.filter((permission) => permission.includes('Ledger/'));
  for (const permission of ledger) expect(permission).toMatch(/:(GetItem|BatchGetItem|Query) /);
  expect(work.filter((permission) => /Reports|Inbox/.test(permission))).toEqual([]);
});
