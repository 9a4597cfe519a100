import { expect, test } from 'vitest';
import { routes, workOf } from '../test-support/machine.ts';

test('only recipients reach the outbox and file information, and they reach nothing else', () => {
  const theirs = routes.filter(({ scopes }) => scopes.includes('recipient'));
  expect(new Set(theirs.map((route) => route.function))).toEqual(
    new Set(['serve-outbox', 'file-information']),
  );
  for (const { scopes } of theirs) expect(scopes).toEqual(['recipient']);
});

test('a recipient reads packages and cannot change one, nor see a report or a ledger', () => {
  const work = workOf('serve-outbox');
  const objects = work.filter((permission) => permission.startsWith('s3:'));
  expect(objects).toEqual(['s3:GetObject Packages/Bucket/*']);
  expect(work.filter((permission) => /Reports|Ledger|Inbox/.test(permission))).toEqual([]);
});
