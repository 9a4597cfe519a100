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

test('an analyst says whether a person is whom an agency names, an approver only reads it', () => {
  const own = routes.filter((route) => route.function === 'decide-information');
  const scopes = new Map(own.map(({ route, scopes: its }) => [route.split(' ')[0], its]));
  expect(scopes.get('GET')).toEqual(['analyst', 'approver']);
  expect(scopes.get('POST')).toEqual(['analyst']);
});

test('whoever files a record or decides on one leaves a trace in the audit log', () => {
  for (const name of ['file-information', 'decide-information']) {
    expect(workOf(name)).toContain('sqs:SendMessage DecisionAudit/Audit/Queue');
  }
});
