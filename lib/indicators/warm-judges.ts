import type { LedgerKey } from '../identifiers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type SubjectJudge, subjectJudge } from './judge-subject.ts';
import type { Evaluation } from './match.ts';
import type { Rulebook } from './rulebook.ts';

/** What `judgeSubject` says, quicker for a subject that was judged not long ago. */
export type Judges = { judge(rulebook: Rulebook, ledger: Ledger): Evaluation };

type Warm = { judge: SubjectJudge; rulebook: Rulebook; entries: number };

/**
 * Judges that remember the subjects they judged last, so that new entries alone are judged. What they
 * remember is never more than what they are told now: forgetting it changes no answer.
 *
 * @param mostEntries of all remembered ledgers together; the subjects judged longest ago go first.
 */
export function warmJudges({ mostEntries }: { mostEntries: number }): Judges {
  const warm = new Map<LedgerKey, Warm>();
  let held = 0;
  const forget = (subject: LedgerKey) => {
    held -= warm.get(subject)?.entries ?? 0;
    warm.delete(subject);
  };
  return {
    judge(rulebook, ledger) {
      const { key } = ledger;
      const known = warm.get(key);
      const judge = known?.rulebook === rulebook ? known.judge : subjectJudge(rulebook, key);
      forget(key);
      const evaluation = judge.judge(ledger);
      const entries = [...ledger.contributions.values()].reduce(
        (sum, contribution) => sum + contribution.entries.length,
        0,
      );
      warm.set(key, { judge, rulebook, entries });
      held += entries;
      for (const subject of warm.keys()) {
        if (held <= mostEntries) break;
        forget(subject);
      }
      return evaluation;
    },
  };
}
