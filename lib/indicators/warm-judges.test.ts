import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysLater, ledgerOf, manyContributions } from '../../test/support/ledgers.ts';
import { rulebook } from '../../test/support/rulebooks.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { sinceHorizon } from '../ledger/newest-entries.ts';
import { instant } from '../time.ts';
import { judgeSubject } from './judge-subject.ts';
import { warmJudges } from './warm-judges.ts';

const books = [rulebook(), rulebook({ number: 2 })];
const subjects = ['one', 'two', 'three'].map((name) => ledgerKey('party', name));

/** Some of a subject's reports, each in one of two versions; a version of a report always says the same. */
const versions = fc.array(fc.constantFrom('absent', 'first', 'corrected'), {
  minLength: 8,
  maxLength: 8,
});

const inVersions = (contributions: readonly Contribution[], asked: readonly string[]) =>
  contributions.flatMap((one, place): Contribution[] => {
    if (asked[place] === 'absent') return [];
    const corrected = { ...one, revision: `9${place}`, entries: one.entries.slice(1) };
    return [asked[place] === 'first' ? one : corrected];
  });

/** As a ledger is read of which there is more than the budget. */
const youngerThan = (day: number, ledger: Ledger): Ledger => ({
  ...ledger,
  contributions: sinceHorizon(ledger.contributions, instant(daysLater(day))),
});

test('for any subjects in any order, remembering or not, the answers are those of judging afresh', () => {
  const asked = fc.array(
    fc.record({
      subject: fc.constantFrom(...subjects),
      book: fc.constantFrom(...books),
      versions,
      since: fc.option(fc.integer({ min: -40, max: 100 }), { nil: undefined }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      manyContributions,
      asked,
      fc.constantFrom(0, 5, 1000),
      (contributions, questions, mostEntries) => {
        const judges = warmJudges({ mostEntries });
        for (const { subject, book, versions, since } of questions) {
          const whole = ledgerOf(inVersions(contributions, versions), subject);
          const ledger = since === undefined ? whole : youngerThan(since, whole);
          expect(judges.judge(book, ledger)).toEqual(judgeSubject(book, ledger));
        }
      },
    ),
    { numRuns: 300 },
  );
});
