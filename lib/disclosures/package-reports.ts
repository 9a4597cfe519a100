import type { Language } from '../translated.ts';
import type { Evidence, EvidenceReport } from './evidence.ts';
import type { Labels } from './labels.ts';
import type { DisclosurePackage, PackageReport } from './package.ts';
import { reportTypeWords, sectorWords } from './report-words.ts';

/** The reports of the case: reporters by category only; narratives as filed, in their language. */
export const packageReports = (
  { reports }: Evidence,
  labels: Labels,
  language: Language,
): PackageReport[] =>
  reports.flatMap((on) => {
    const label = labels.report(on);
    if (!label) return [];
    const { reportType, sector, suspicion, actionTaken } = on.report;
    return [
      {
        label,
        type: reportTypeWords[reportType][language],
        filedOn: on.filedOn,
        reporterCategory: sectorWords[sector][language],
        ...(suspicion && {
          narrative: { language: suspicion.narrativeLanguage, text: suspicion.narrative },
        }),
        ...(actionTaken && { actionTaken }),
      },
    ];
  });

/** How many reports of each type. */
export const reportCounts = (
  { reports }: Evidence,
  language: Language,
): DisclosurePackage['reportCounts'] =>
  counted(reports.map(({ report }) => reportTypeWords[report.reportType][language])).map(
    ([type, count]) => ({ type, count }),
  );

/** How many reporters of each category. */
export function reporterCounts(
  { reports }: Evidence,
  language: Language,
): DisclosurePackage['reporterCounts'] {
  const category = ({ report }: EvidenceReport) => sectorWords[report.sector][language];
  const reporters = new Map(
    reports.map((on) => [`${on.key.entity} ${on.report.sector}`, category(on)]),
  );
  return counted([...reporters.values()]).map(([name, count]) => ({ category: name, count }));
}

const counted = (words: readonly string[]): [string, number][] =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]);
