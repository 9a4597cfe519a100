import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, entry } from '../../test/support/ledgers.ts';
import type { Contribution } from './contribution.ts';
import { mergeContributions } from './ledger.ts';

/** Revisions of a few reports; equal report and revision mean equal content, as they do in life. */
const revisions: fc.Arbitrary<Contribution[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 5 }))
    .map(([report, revision]) =>
      contribution({
        report: { entity: '1234567', reference: `R${report}` },
        revision: String(revision),
        entries: [entry({ report: `R${report}`, cad: revision })],
      }),
    ),
);

const merged = (...batches: Contribution[][]) =>
  Object.fromEntries(
    batches.reduce<ReadonlyMap<string, Contribution>>(mergeContributions, new Map()),
  );

test('for any reports, merging does not depend on their order', () => {
  fc.assert(
    fc.property(revisions, revisions, (one, other) => {
      expect(merged(one, other)).toEqual(merged(other, one));
    }),
  );
});

test('for any reports, merging does not depend on how they are batched', () => {
  fc.assert(
    fc.property(revisions, revisions, revisions, (one, two, three) => {
      const together = merged([...two, ...three]);
      expect(merged(one, Object.values(together))).toEqual(merged(one, two, three));
    }),
  );
});

test('for any reports, merging them again changes nothing, and says so', () => {
  fc.assert(
    fc.property(revisions, (batch) => {
      const once = mergeContributions(new Map(), batch);
      expect(mergeContributions(once, batch)).toBe(once);
    }),
  );
});
