import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxPosition, revisionOf } from './revision.ts';

const uuids = fc.uuid({ version: 7 });
const positions = fc.integer({ min: 0, max: maxPosition });
const amendments = fc.constantFrom('change' as const, 'delete' as const);

test('for any change or delete and any submission, the submission loses', () => {
  fc.assert(
    fc.property(amendments, uuids, positions, uuids, positions, (action, a, i, b, j) => {
      expect(revisionOf(action, a, i) > revisionOf('submit', b, j)).toBe(true);
    }),
  );
});

test('for any two places, the later change wins and the earlier submission', () => {
  fc.assert(
    fc.property(amendments, amendments, uuids, positions, uuids, positions, (x, y, a, i, b, j) => {
      const later = a === b ? i > j : a > b;
      fc.pre(a !== b || i !== j);
      expect(revisionOf(x, a, i) > revisionOf(y, b, j)).toBe(later);
      expect(revisionOf('submit', a, i) > revisionOf('submit', b, j)).toBe(!later);
    }),
  );
});

test('for any versions, however they are grouped and ordered, the same one is live', () => {
  const versions = fc.array(
    fc.tuple(fc.constantFrom('submit', 'change', 'delete'), uuids, positions),
    { minLength: 1, maxLength: 12 },
  );
  const max = (revisions: string[]) => revisions.toSorted().at(-1) ?? '';
  fc.assert(
    fc.property(versions, fc.func(fc.nat(3)), fc.infiniteStream(fc.nat()), (all, group, order) => {
      const revisions = all.map((version) => revisionOf(...version));
      const shuffled = revisions
        .map((revision) => ({ revision, at: order.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ revision }) => revision);
      const groups = Map.groupBy(shuffled, (revision) => group(revision));
      expect(max([...groups.values()].map(max))).toBe(max(revisions));
    }),
  );
});
