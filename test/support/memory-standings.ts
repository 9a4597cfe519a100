import type { ReportStanding, ReportStandings } from '../../lib/cases/report-standings.ts';
import { contributionName } from '../../lib/ledger/ledger.ts';

/** The live versions of reports, in memory: `set` registers one. */
export function memoryStandings(...first: ReportStanding[]) {
  const held = new Map<string, ReportStanding>();
  const set = (standing: ReportStanding) => held.set(contributionName(standing.report), standing);
  for (const standing of first) set(standing);
  const standings: ReportStandings = {
    async of(reports) {
      const names = new Set(reports.map(contributionName));
      return new Map([...held].filter(([name]) => names.has(name)));
    },
  };
  return { standings, set };
}
