import { expect, test } from 'vitest';
import { all, functionNamed, routes, workOf } from '../test-support/machine.ts';

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

test('records are matched one at a time, so that no agency waits behind a batch of another', () => {
  const target = functionNamed('match-information');
  const feeds = all('AWS::Lambda::EventSourceMapping').filter(
    ({ properties }) => properties.FunctionName?.Ref === target.id,
  );
  expect(feeds.map(({ properties }) => properties.BatchSize)).toEqual([1]);
  expect(target.properties).toMatchObject({ MemorySize: 1024, Timeout: 300 });
});

test('what takes records knows how many an agency may file', () => {
  const { INFORMATION_LIMITS } = functionNamed('file-information').properties.Environment.Variables;
  expect(JSON.parse(INFORMATION_LIMITS)).toMatchObject({
    default: { recordsPerHour: 60, recordsPerDay: 500 },
  });
});

test('what destroys records answers nobody, and tells nobody but the log and those who keep cases current', () => {
  const sends = workOf('forget-information').filter((one) => one.startsWith('sqs:SendMessage '));
  expect(sends).toEqual([
    'sqs:SendMessage DecisionAudit/Audit/Queue',
    'sqs:SendMessage DisclosureAssembly/Disclosure/Queue',
  ]);
  expect(routes.filter((route) => route.function === 'forget-information')).toEqual([]);
});
