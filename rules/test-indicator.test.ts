import { expect, test } from 'vitest';
import { indicatorFolders, rulebook } from './read-rules.ts';
import { killed, testIndicator } from './test-indicator.ts';

const [found] = indicatorFolders.filter(({ folder }) => folder === 'HT-SEX-001');
if (!found) throw new Error('the rulebook has HT-SEX-001');
const folder = found;

test('given a case that comes out otherwise, then it is told', async () => {
  const [first, ...others] = folder.cases;
  if (!first) throw new Error('the folder has cases');
  const cases = [{ ...first, outcome: 'no-match' as const }, ...others];
  const { failures } = await testIndicator({ ...folder, cases }, rulebook);
  expect(failures).toEqual([`given ${first.given}: {"outcome":"match"} instead of no-match`]);
});

test('given too few cases, then the changes that none of them notices are told', async () => {
  const tested = await testIndicator({ ...folder, cases: folder.cases.slice(0, 1) }, rulebook);
  expect(tested.unexplained).not.toEqual([]);
  expect(killed(tested)).toBe(tested.mutants - tested.unexplained.length);
});

test('given a reason for a change, then it is kept while no case notices the change', async () => {
  const few = { ...folder, cases: folder.cases.slice(0, 1) };
  const [change = ''] = (await testIndicator(few, rulebook)).unexplained;
  const survivors = [{ change, reason: 'nobody can tell the two apart' }];
  const explained = await testIndicator({ ...few, survivors }, rulebook);
  expect(explained.explained).toEqual(survivors);
  expect(explained.unexplained).not.toContain(change);
  const stale = await testIndicator({ ...folder, survivors }, rulebook);
  expect(stale).toMatchObject({ explained: [], stale: [change] });
});

test('given an explanation that the ledger does not support, then that is told', async () => {
  const [first] = folder.cases;
  if (!first) throw new Error('the folder has cases');
  const cases = [{ ...first, explainedBy: 'FP01' }];
  const { failures } = await testIndicator({ ...folder, cases }, rulebook);
  expect(failures).toEqual([`given ${first.given}: FP01 is not supported`]);
});
