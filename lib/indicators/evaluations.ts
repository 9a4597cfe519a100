import type { LedgerKey } from '../identifiers.ts';
import type { EvaluationChanges } from './diff-evaluations.ts';
import type { Evaluation } from './match.ts';

/** The port to what the rulebook says about each subject. */
export type Evaluations = {
  get(subject: LedgerKey): Promise<Evaluation | undefined>;
  /** What is stored of each subject. Costs no more than the evaluations alone. */
  standing(subjects: readonly LedgerKey[]): Promise<Map<LedgerKey, Standing>>;
  /** Subjects that nobody has judged yet are absent. */
  getMany(subjects: readonly LedgerKey[]): Promise<Map<LedgerKey, Evaluation>>;
  /**
   * Keeps an evaluation in place of the one it was compared with, and notes what changed.
   *
   * @param before what was stored when it was judged.
   * @throws StaleWrite when something else is stored by now.
   */
  replace(
    before: Evaluation | undefined,
    next: Evaluation,
    changes: EvaluationChanges,
  ): Promise<void>;
  /** What changed most recently, the newest last. The log is short: older changes are forgotten. */
  changes(subject: LedgerKey): Promise<NotedChanges[]>;
};

/** What was judged last, and whether the subject is in a case or ever was. */
export type Standing = { evaluation: Evaluation | undefined; everInCase: boolean };

/** Changes, and the ledger and rulebook that brought them about. */
type NotedChanges = EvaluationChanges & { ledgerVersion: number; rulebook: number };
