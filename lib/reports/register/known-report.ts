import type { RegisteredReport } from '../register.ts';

/** What is known of the report with that reference. */
export type KnownReport = { reference: string; report: RegisteredReport };

/** Of each report what is known by its highest version. */
export function newest(known: Iterable<KnownReport>): Map<string, RegisteredReport> {
  const latest = new Map<string, RegisteredReport>();
  for (const { reference, report } of known) {
    if (report.version > (latest.get(reference)?.version ?? 0)) latest.set(reference, report);
  }
  return latest;
}

export const asKnown = (reports: ReadonlyMap<string, RegisteredReport>): KnownReport[] =>
  Array.from(reports, ([reference, report]) => ({ reference, report }));
