import type { ReportKey } from '../identifiers.ts';

/** What became of a report: its live version, without the text. */
export type ReportStanding = {
  report: ReportKey;
  /** Equal for versions that say the same, whatever they are called. */
  digest: string;
  withdrawn: boolean;
  /** RFC 3339 UTC: when the batch of the live version was accepted. */
  acceptedAt: string;
};

/** The port to the live versions of reports. */
export type ReportStandings = {
  /** By `contributionName`; a report that nobody has sent is absent. */
  of(reports: readonly ReportKey[]): Promise<Map<string, ReportStanding>>;
};
