import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { Report } from '../../../lib/reports/report.ts';

/** One version of a report as an entity tells it. */
export type Telling = {
  /** Equal for repeats: "STR-2026-NB-10002-03-2 submit", "… change 1". */
  name: string;
  entity: string;
  report: Report;
  /** Of several corrections of one report the one with the higher place counts; 0 for a submission. */
  place: number;
};

/** What is shuffled, and the rules by which it is judged. */
export type Month = { tellings: readonly Telling[]; rulebook: Rulebook };
