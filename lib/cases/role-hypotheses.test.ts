import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchOf, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { Match } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Link } from './assessment.ts';
import type { PartyFacts } from './party-facts.ts';
import { personsAmong } from './persons.ts';
import { type RoleFacts, roleHypothesis } from './role-hypotheses.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const [collector, alex, robin] = ['collector', 'alex', 'robin'].map(subject) as [
  string,
  string,
  string,
];

const paid = (a: string, b: string, totalCadMinor = 250_000): Link => ({
  a,
  b,
  reason: 'transfers',
  transfers: { count: 5, totalCadMinor },
});

const matched = (indicator: string, of: string): Match => {
  const found = rulebook.indicators.find(({ id }) => id === indicator);
  if (!found) throw new Error(`no ${indicator}`);
  return matchOf(found, { of });
};

const facts = (given: {
  links?: Link[];
  matches?: Match[];
  hints?: Record<string, PartyFacts['roleHints']>;
}): RoleFacts => {
  const { links = [], matches = [], hints = {} } = given;
  const shownBy = new Map(rulebook.indicators.map((one) => [one.id, one.shownBy]));
  return {
    links,
    matches,
    persons: personsAmong([collector, alex, robin], links),
    partyOf: (one) => ({ kind: 'person', roleHints: hints[one] ?? [] }),
    outflowCadMinorOf: () => 300_000,
    shownBy: (indicator) => shownBy.get(indicator) ?? 'any',
    classes: rulebook.scoring.classes,
  };
};

describe('given two people whose accounts show adverts and who pay one other', () => {
  const given = () =>
    facts({
      links: [paid(alex, collector), paid(robin, collector)],
      matches: [matched('HT-SEX-042', alex), matched('HT-SEX-042', robin)],
    });

  test('then the receiver is controller-like, with the sum', () => {
    const { role, reasons } = roleHypothesis(collector, given());
    expect(role).toBe('controller-like');
    expect(reasons[0]?.en).toBe(
      'Received $5,000.00 in 10 payments from 2 linked people whose own accounts point to exploitation.',
    );
  });

  test('then each payer is exploited-like, with the share', () => {
    const { role, reasons } = roleHypothesis(alex, given());
    expect(role).toBe('exploited-like');
    expect(reasons[0]?.en).toBe(
      '83% of the money that left, $2,500.00 in 5 payments, went to one linked party.',
    );
  });

  test('when a reporter calls the receiver a possible victim, then that comes first', () => {
    const hinted = facts({
      ...given(),
      links: [paid(alex, collector), paid(robin, collector)],
      matches: [matched('HT-SEX-042', alex), matched('HT-SEX-042', robin)],
      hints: { [collector]: ['possible_victim'] },
    });
    const { role, reasons } = roleHypothesis(collector, hinted);
    expect(role).toBe('exploited-like');
    expect(reasons).toHaveLength(2);
  });
});

test('given one payer and no life of luxury, then the receiver is unknown', () => {
  const given = facts({ links: [paid(alex, collector)], matches: [matched('HT-SEX-042', alex)] });
  expect(roleHypothesis(collector, given)).toEqual({ role: 'unknown', reasons: [] });
});

test('given adverts and rooms alone, then their payer is unknown', () => {
  const matches = [matched('HT-SEX-042', alex), matched('HT-SEX-031', alex)];
  expect(roleHypothesis(alex, facts({ matches })).role).toBe('unknown');
});

test('for any facts, no role but unknown stands without a reason, and unknown has none', () => {
  const who = fc.constantFrom(collector, alex, robin);
  const hint = fc.constantFrom('subject', 'possible_victim', 'facilitator', 'buyer', 'unknown');
  const drawn = fc.record({
    links: fc.array(fc.tuple(who, who, fc.integer({ min: 0, max: 400_000 })), { maxLength: 4 }),
    matches: fc.array(fc.tuple(fc.nat(500), who), { maxLength: 8 }),
    hints: fc.array(fc.tuple(who, hint), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(drawn, ({ links, matches, hints }) => {
      const given = facts({
        links: links.flatMap(([a, b, total]) => (a === b ? [] : [paid(a, b, total)])),
        matches: matches.flatMap(([index, of]) => {
          const found = rulebook.indicators[index % rulebook.indicators.length];
          return found ? [matchOf(found, { of })] : [];
        }),
        hints: Object.fromEntries(hints.map(([of, one]) => [of, [one as 'subject']])),
      });
      for (const one of [collector, alex, robin]) {
        const { role, reasons } = roleHypothesis(one, given);
        expect(role === 'unknown').toBe(reasons.length === 0);
      }
    }),
  );
});
