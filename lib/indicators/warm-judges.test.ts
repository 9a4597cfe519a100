import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerOf, manyContributions } from '../../test/support/ledgers.ts';
import { rulebook } from '../../test/support/rulebooks.ts';
import { ledgerKey } from '../identifiers.ts';
import { judgeSubject } from './judge-subject.ts';
import { warmJudges } from './warm-judges.ts';

const books = [rulebook(), rulebook({ number: 2 })];
const subjects = ['one', 'two', 'three'].map((name) => ledgerKey('party', name));

test('for any subjects in any order, remembering or not, the answers are those of judging afresh', () => {
  const asked = fc.array(
    fc.record({
      subject: fc.constantFrom(...subjects),
      book: fc.constantFrom(...books),
      contributions: manyContributions,
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(asked, fc.constantFrom(0, 5, 1000), (questions, mostEntries) => {
      const judges = warmJudges({ mostEntries });
      for (const { subject, book, contributions } of questions) {
        const ledger = ledgerOf(contributions, subject);
        expect(judges.judge(book, ledger)).toEqual(judgeSubject(book, ledger));
      }
    }),
  );
});
