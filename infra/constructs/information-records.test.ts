import { expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

test('what answers an agency can read no ledger, no report and no package', () => {
  const work = workOf('file-information');
  expect(work.filter((permission) => /Ledger|Reports|Inbox|Packages/.test(permission))).toEqual([]);
});

test('what finds out whom a record is about answers nobody', () => {
  expect(routes.filter((route) => route.function === 'match-information')).toEqual([]);
});

test('it sends to nobody but those who keep cases current', () => {
  const sends = workOf('match-information').filter((one) => one.startsWith('sqs:SendMessage '));
  expect(sends).toEqual(['sqs:SendMessage DisclosureAssembly/Disclosure/Queue']);
});
