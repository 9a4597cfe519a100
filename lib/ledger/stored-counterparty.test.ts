import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LedgerKeyKind, ledgerKey } from '../identifiers.ts';
import { bestKey } from './best-key.ts';
import type { Counterparty } from './entry.ts';
import { nameKey } from './recognition-keys.ts';
import { inTable, outOfTable } from './stored-counterparty.ts';

const kinds: LedgerKeyKind[] = ['party', 'account', 'email', 'name', 'identity', 'address'];
const names = fc.constantFrom('Robin EXAMPLE', 'GROCER EXAMPLE', ' Élise  Le Bœuf', '');

test('for any other side, what comes out of the table is what went in', () => {
  const anyKey = fc.constantFrom(...kinds).map((kind) => ledgerKey(kind, 'somebody'));
  const anySide = fc
    .record({
      name: fc.option(names, { nil: undefined }),
      others: fc.array(anyKey, { maxLength: 3 }),
      namesItself: fc.boolean(),
      best: fc.boolean(),
    })
    .map(({ name, others, namesItself, best }): Counterparty => {
      const own = namesItself && name !== undefined ? [nameKey(name)] : [];
      const keys = [...others, ...own];
      const key = (best ? bestKey(keys) : undefined) ?? ledgerKey('phone', 'another');
      return { key, keys, kind: 'person', ...(name !== undefined && { name }), tie: 'surname' };
    });
  fc.assert(
    fc.property(anySide, (side) => {
      const stored = JSON.parse(JSON.stringify(inTable(side)));
      expect(outOfTable(stored)).toEqual(side);
    }),
  );
});

test('given a shop known by its name, then only the name is stored', () => {
  const name = 'GROCER EXAMPLE';
  const key = nameKey(name);
  expect(inTable({ key, keys: [key], kind: 'entity', name })).toEqual({ kind: 'entity', name });
});

test('given what was stored once, then it is read as it was', () => {
  expect(outOfTable({ kind: 'entity', name: 'GROCER EXAMPLE' })).toEqual({
    key: 'name:6a40f69b2d5dae4b29921795',
    keys: ['name:6a40f69b2d5dae4b29921795'],
    kind: 'entity',
    name: 'GROCER EXAMPLE',
  });
});
