import { expect, test } from 'vitest';
import { succeededMessages } from './batch-response.ts';

const batch = ['a', 'b', 'c'].map((MessageId) => ({ MessageId }));
const done = (result: unknown, reportsItemFailures = true) =>
  succeededMessages(batch, JSON.stringify(result), reportsItemFailures).map((one) => one.MessageId);

test.each([
  ['no failures', { batchItemFailures: [] }, ['a', 'b', 'c']],
  ['no list', {}, ['a', 'b', 'c']],
  ['null', null, ['a', 'b', 'c']],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['a', 'c']],
  ['an unknown identifier', { batchItemFailures: [{ itemIdentifier: 'x' }] }, []],
  ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
  ['a failure without an identifier', { batchItemFailures: [{}] }, []],
  ['something else than a list', { batchItemFailures: 'b' }, []],
])(
  'given an answer with %s, when it is read, then these are done with: %j',
  (_what, result, ids) => {
    expect(done(result)).toEqual(ids);
  },
);

test('given a mapping without item failures, when it succeeds, then the whole batch did', () => {
  expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }] }, false)).toEqual(['a', 'b', 'c']);
});
