import type { Outcome } from '../cases/assessment.ts';
import type { Page } from '../cases/cases.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { EmployerRisk } from './employer-risk.ts';

/** The port to what is known of employers. */
export type Employers = {
  get(employer: LedgerKey): Promise<{ risk: EmployerRisk; version: number } | undefined>;
  /**
   * Keeps an assessment in place of the one that was read; undefined removes it.
   *
   * @param previous the version read, or undefined where nothing was stored.
   * @throws StaleWrite when something else is stored by now.
   */
  replace(
    employer: LedgerKey,
    previous: number | undefined,
    next: EmployerRisk | undefined,
  ): Promise<void>;
  /**
   * The strongest outcome first, of equal ones the highest score, of equal ones the one with more
   * workers affected.
   */
  list(query: { outcome?: Outcome; cursor?: string; limit: number }): Promise<Page<EmployerRisk>>;
};
