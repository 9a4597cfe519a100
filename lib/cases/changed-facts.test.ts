import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alex,
  assessment,
  entity,
  matchOn,
  robin,
  subjectKeyOf,
} from '../../test/support/disclosure-case.ts';
import type { Match } from '../indicators/match.ts';
import { contributionName } from '../ledger/ledger.ts';
import { amendmentDue } from './amendment-due.ts';
import { changedFacts, type FactsNow, isMaterial } from './changed-facts.ts';
import { type FrozenFacts, factsToFreeze } from './frozen-facts.ts';
import type { ReportStanding } from './report-standings.ts';

const references = ['R-1', 'R-2', 'R-3'] as const;
type Reference = (typeof references)[number];

const subjects = [alex, robin].map(subjectKeyOf);

/** One match for each report, of alex or of robin; it rests on a transaction of that report. */
const matchOf = (reference: Reference, changes: Partial<Match> = {}): Match => ({
  ...matchOn(subjects[references.indexOf(reference) % 2] ?? '', [reference]),
  from: `2026-11-0${references.indexOf(reference) + 5}T12:00:00-05:00`,
  until: `2026-11-0${references.indexOf(reference) + 5}T18:00:00-05:00`,
  evidence: [{ entity, reference, transaction: 'T-1', leg: 0 }],
  ...changes,
});
const all = references.map((reference) => matchOf(reference));

const standing = (reference: Reference, changes: Partial<ReportStanding> = {}): ReportStanding => ({
  report: { entity, reference },
  digest: `${reference} as filed`,
  withdrawn: false,
  acceptedAt: '2026-11-20T21:00:00.000Z',
  ...changes,
});

const frozen: FrozenFacts = {
  caseId: assessment.caseId,
  sequence: 2,
  kind: 'submit',
  at: '2026-11-21T10:00:00.000Z',
  ...factsToFreeze(
    { ...assessment, matches: all },
    new Map(references.map((reference) => [matchOf(reference).matchId, [{ entity, reference }]])),
    references.map((reference) => ({ entity, reference, digest: `${reference} as filed` })),
  ),
  disclosures: ['disclosure-0123456789abcdef'],
};

const now = (
  matches: readonly Match[] = all,
  standings: readonly ReportStanding[] = references.map((one) => standing(one)),
  rulebook = 1,
): FactsNow => ({
  judgedInPart: new Set(),
  roles: new Map(),
  excluded: [],
  matches,
  standings: new Map(standings.map((one) => [contributionName(one.report), one])),
  rulebook,
});

const later = '2026-11-22T09:00:00.000Z';
const withdrawn = [standing('R-1', { withdrawn: true, acceptedAt: later }), ...rest()];
function rest() {
  return [standing('R-2'), standing('R-3')];
}
const isDue = (facts: FactsNow) => amendmentDue(changedFacts(frozen, facts));

test('given the same facts, then nothing changed and nothing is to be amended', () => {
  expect(changedFacts(frozen, now())).toEqual({ reports: [], matches: [] });
  expect(isDue(now())).toBeUndefined();
});

describe('given a report that was withdrawn', () => {
  test('then it is told by reference and since when, with the match that is gone', () => {
    const changed = changedFacts(frozen, now(all.slice(1), withdrawn));
    expect(changed.reports).toEqual([
      { entity, reference: 'R-1', became: 'withdrawn', since: later },
    ]);
    expect(changed.matches).toMatchObject([{ became: 'retracted', corrected: true }]);
    expect(isMaterial(changed)).toBe(true);
    expect(isDue(now(all.slice(1), withdrawn))).toMatchObject({
      since: later,
      reports: [{ reference: 'R-1', became: 'withdrawn' }],
      matches: [{ matchId: all[0]?.matchId, became: 'retracted' }],
    });
  });

  test('then it is told although every match still holds', () => {
    expect(isDue(now(all, withdrawn))).toMatchObject({
      reports: [{ reference: 'R-1' }],
      matches: [],
    });
  });
});

test('given a report withdrawn under newer rules, then what rested on it is told, and nothing else', () => {
  expect(isDue(now([], withdrawn, 2))?.matches).toMatchObject([
    { matchId: all[0]?.matchId, became: 'retracted' },
  ]);
});

test('given a report of other content, then a match on it that says something else is amended', () => {
  const changed = [standing('R-1', { digest: 'other', acceptedAt: later }), ...rest()];
  const matches = [matchOf('R-1', { values: { n: 9 } }), ...all.slice(1)];
  expect(isDue(now(matches, changed))).toMatchObject({
    reports: [{ reference: 'R-1', became: 'changed' }],
    matches: [{ became: 'amended' }],
  });
  expect(isMaterial(changedFacts(frozen, now(matches, changed)))).toBe(false);
});

describe('given only reports that came since', () => {
  test('when a match rests on more, then it is amended and nothing is to be corrected', () => {
    const grown = [matchOf('R-1', { until: '2026-11-30T01:00:00-05:00' }), ...all.slice(1)];
    expect(changedFacts(frozen, now(grown)).matches).toMatchObject([
      { became: 'amended', corrected: false },
    ]);
    expect(isDue(now(grown))).toBeUndefined();
  });

  test('when a match is raised, then there is more to the case and nothing to correct', () => {
    const more = [...all, matchOn(subjects[1] ?? '', ['another'])];
    const changed = changedFacts(frozen, now(more));
    expect(changed.matches).toMatchObject([{ became: 'raised' }]);
    expect(isMaterial(changed)).toBe(true);
    expect(amendmentDue(changed)).toBeUndefined();
  });

  test('when a run turns out to begin earlier, then the match goes on under another name', () => {
    const earlier = { matchId: 'match-0000000000000001', from: '2026-11-01T12:00:00-05:00' };
    const changed = changedFacts(frozen, now([matchOf('R-1', earlier), ...all.slice(1)]));
    expect(changed.matches).toMatchObject([{ matchId: all[0]?.matchId, became: 'amended' }]);
    expect(amendmentDue(changed)).toBeUndefined();
  });

  test('when two runs turn out to be one, then the second goes on in the first', () => {
    const one = matchOf('R-1', { until: '2026-11-09T12:00:00-05:00' });
    const changed = changedFacts(frozen, now([one, ...all.slice(1, 2)]));
    expect(changed.matches.map(({ became }) => became)).toEqual(['amended', 'amended']);
  });

  test('when by the same rules a match no longer holds, then what states it is to be amended', () => {
    expect(isDue(now(all.slice(1)))).toEqual({
      reports: [],
      matches: [expect.objectContaining({ became: 'retracted' })],
    });
  });

  test('when there are so many that its entries are not judged any more, then nothing is to be corrected', () => {
    const facts = { ...now(all.slice(1)), judgedInPart: new Set(subjects.slice(0, 1)) };
    expect(changedFacts(frozen, facts).matches).toMatchObject([{ corrected: false }]);
    expect(isDue(facts)).toBeUndefined();
    expect(isDue({ ...facts, standings: now([], withdrawn).standings })).toBeDefined();
  });

  test('when it no longer holds by other rules, then nothing was wrong with what was told', () => {
    expect(isDue(now(all.slice(1), undefined, 2))).toBeUndefined();
  });
});

describe('given packages that told what subjects look like', () => {
  const [of = '', other = ''] = subjects;
  const roles = [
    { subject: of, role: 'controller-like' as const },
    { subject: other, role: 'unknown' as const },
  ];
  const told: FrozenFacts = { ...frozen, judgements: { roles, excluded: [] } };
  const setBy = { caseId: assessment.caseId, sequence: 4 };
  type Found = FactsNow['roles'] extends ReadonlyMap<string, infer One> ? One : never;
  const rolesWhen = (found: Found) =>
    changedFacts(told, { ...now(), roles: new Map([[of, found]]) }).roles;

  test('when a person judges one otherwise, then that is to be amended, and since when', () => {
    const found = { role: 'facilitator' as const, setBy, since: later };
    const changed = changedFacts(told, { ...now(), roles: new Map([[of, found]]) });
    const role = { subject: of, was: 'controller-like', became: 'facilitator', since: later };
    expect(changed.roles).toEqual([role]);
    expect(amendmentDue(changed)).toEqual({
      ...{ since: later, reports: [], matches: [], roles: [role] },
    });
  });

  test('when the machine finds one a possible victim, then that is to be amended', () => {
    expect(rolesWhen({ role: 'exploited-like' })).toMatchObject([{ became: 'exploited-like' }]);
  });

  test('when the machine supposes anything else, then it is not: more is known by now', () => {
    expect(rolesWhen({ role: 'facilitator' })).toBeUndefined();
  });

  test('when a person says what was told already, or one is in no case any more, then it is not', () => {
    expect(rolesWhen({ role: 'controller-like', setBy, since: later })).toBeUndefined();
    expect(changedFacts(told, now())).toEqual({ reports: [], matches: [] });
  });

  test('when facts were claimed and nothing was told, then no role is compared', () => {
    const found = new Map([[of, { role: 'exploited-like' as const, setBy, since: later }]]);
    expect(changedFacts(frozen, { ...now(), roles: found }).roles).toBeUndefined();
  });

  test('when evidence of a match is set aside, then the match is to be amended, whatever the rules', () => {
    const excluded = [{ entity, reference: 'R-1', transaction: 'T-1' }];
    const shorter = [matchOf('R-1', { values: { n: 0 } }), ...all.slice(1)];
    for (const matches of [shorter, all.slice(1)]) {
      const changed = changedFacts(told, { ...now(matches, undefined, 2), excluded });
      expect(changed.matches).toMatchObject([{ corrected: true }]);
      expect(amendmentDue(changed)).toMatchObject({ reports: [], matches: [{}] });
    }
    const before: FrozenFacts = { ...frozen, judgements: { roles, excluded } };
    const changed = changedFacts(before, { ...now(shorter), excluded });
    expect(changed.matches).toMatchObject([{ corrected: false }]);
  });
});

test('given a report that is not registered, then nobody can say what became of it', () => {
  expect(() => changedFacts(frozen, now(all, rest()))).toThrow(/not registered/);
});

const versions = fc.constantFrom('as filed', 'other', 'withdrawn');
const histories = fc.array(
  fc.record({ reference: fc.constantFrom(...references), version: versions }),
  { maxLength: 8 },
);

/** What the machine finds when these are the newest versions: a withdrawn report has no match. */
function factsAfter(history: { reference: Reference; version: string }[]): FactsNow {
  const newest = new Map(history.map(({ reference, version }) => [reference, version]));
  return now(
    references.flatMap((reference) => {
      const version = newest.get(reference);
      if (version === 'withdrawn') return [];
      return matchOf(reference, version === 'other' ? { values: { n: 7 } } : {});
    }),
    references.map((reference) => {
      const version = newest.get(reference) ?? 'as filed';
      const content = { digest: `${reference} ${version}`, withdrawn: version === 'withdrawn' };
      return standing(
        reference,
        newest.has(reference) ? { ...content, acceptedAt: later } : content,
      );
    }),
  );
}

test('for any corrections, what is to be amended are the reports that differ in the end, and no more', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const newest = new Map(history.map(({ reference, version }) => [reference, version]));
      const differing = [...newest].flatMap(([name, version]) =>
        version === 'as filed' ? [] : name,
      );
      const due = isDue(factsAfter(history));
      expect(due?.reports.map(({ reference }) => reference) ?? []).toEqual(differing.sort());
      expect(due?.matches.length ?? 0).toBe(differing.length);
    }),
  );
});

test('for any corrections, when all of them are taken back, then nothing is to be amended', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const back = references.map((reference) => ({ reference, version: 'as filed' }));
      expect(isDue(factsAfter([...history, ...back]))).toBeUndefined();
    }),
  );
});

test('for any order in which facts are given, the same is told', () => {
  fc.assert(
    fc.property(histories, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (history, order) => {
      const facts = factsAfter(history);
      const shuffled: FactsNow = {
        ...facts,
        matches: order.flatMap((place) => facts.matches[place] ?? []),
        standings: new Map([...facts.standings].reverse()),
      };
      expect(changedFacts(frozen, shuffled)).toEqual(changedFacts(frozen, facts));
    }),
  );
});
