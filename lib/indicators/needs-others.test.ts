import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, daysLater, entry, subject } from '../../test/support/ledgers.ts';
import { indicator, rulebook } from '../../test/support/rulebooks.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Comparison, Conditions } from './indicator.ts';
import { judgeNetwork } from './judge-network.ts';
import type { Measure } from './measure.ts';
import { needsOthers } from './needs-others.ts';
import { isNetworkIndicator, neighbourhoodOf } from './neighbourhood.ts';

const measures: Record<string, Measure> = {
  payers: { neighbours: { direction: 'in' }, over: '30d' },
  sharers: { sharers: ['phone'] },
  deposits: { count: { kind: 'cash' }, over: '30d' },
};

const comparison: fc.Arbitrary<Comparison> = fc.record({
  fact: fc.constantFrom(...Object.keys(measures)),
  operator: fc.constantFrom('equal', 'lessThan', 'greaterThan', 'greaterThanInclusive'),
  value: fc.integer({ min: -1, max: 3 }),
});
const { part } = fc.letrec<{ part: Conditions }>((tie) => {
  const parts = fc.array(tie('part'), { minLength: 1, maxLength: 3 });
  return {
    part: fc.oneof(
      { maxDepth: 2 },
      comparison,
      fc.record({ all: parts }),
      fc.record({ any: parts }),
      fc.record({ not: tie('part') }),
    ),
  };
});

const phone = ledgerKey('phone', '14165550142');
const ledger = {
  key: subject,
  version: 1,
  contributions: new Map([
    ['R', contribution({ entries: [entry({ at: daysLater(3) })], keys: [phone] })],
  ]),
};
const self = {
  subject,
  person: subject,
  since: 0,
  kind: 'person' as const,
  surnames: new Set<string>(),
  paidBy: new Map<string, number>(),
};

test('for any conditions that need others, nobody who is alone meets them', () => {
  let needing = 0;
  fc.assert(
    fc.property(part, fc.boolean(), (drawn, isUser) => {
      // Conditions are plain objects, as JSON makes them.
      const conditions = { all: [structuredClone(drawn)] };
      const document = { ...indicator(), measures, conditions };
      if (!needsOthers(document)) return;
      needing += 1;
      const around = neighbourhoodOf({
        ledgers: [ledger],
        evaluations: new Map(),
        users: new Map([[phone, isUser ? [self] : []]]),
      });
      const book = rulebook({ indicators: [document] });
      expect(judgeNetwork(book, subject, around).matches).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(needing).toBeGreaterThan(20);
});

test('all of the rulebook that looks beyond one ledger needs others', async () => {
  const beyond = (await theRulebook()).indicators.filter(isNetworkIndicator);
  expect(beyond.length).toBeGreaterThan(0);
  expect(beyond.filter((one) => !needsOthers(one)).map(({ id }) => id)).toEqual([]);
});
