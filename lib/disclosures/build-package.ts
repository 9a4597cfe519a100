import type { Assessment } from '../cases/assessment.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Language, Translated } from '../translated.ts';
import { castOf } from './cast.ts';
import { caveats, notATarget } from './cover-words.ts';
import { demandPossibleVictimsUnnamed } from './demand-possible-victims-unnamed.ts';
import type { Evidence } from './evidence.ts';
import { findingsOf } from './findings.ts';
import { labelsOf } from './labels.ts';
import { firstTest, secondTests } from './legal-basis.ts';
import type { DisclosurePackage, PackageContents } from './package.ts';
import { factsInWords, packageIndicators, packageRelationships } from './package-findings.ts';
import { packageParties } from './package-parties.ts';
import { packageReports, reportCounts, reporterCounts } from './package-reports.ts';
import { packageAccounts, packageTransactions } from './package-transactions.ts';
import { mayKnowVictims, type PlannedDisclosure } from './planned-disclosure.ts';
import { withholdPossibleVictims } from './withhold-possible-victims.ts';

export type PackageQuestion = {
  assessment: Assessment;
  evidence: Evidence;
  rulebook: Rulebook;
  planned: PlannedDisclosure;
  /** Why the test is met, as the author wrote it. */
  statement: string;
  /** Where help is found for possible victims, by the routing table. */
  referrals: readonly Translated[];
};

/**
 * The designated information of a case for one recipient, in the recipient's language. Only what
 * has a member in the package's schema is ever read from a report.
 *
 * @throws DomainError possible-victim-named when the author's words name a possible victim and the
 *   recipient is no police service, unless it was recorded why it must know.
 */
export function buildPackage(question: PackageQuestion): PackageContents {
  const { assessment, evidence, rulebook, planned, statement, referrals } = question;
  const { language } = planned;
  const cast = castOf(assessment, evidence);
  const labels = labelsOf(evidence, cast);
  const findings = findingsOf(assessment, rulebook, cast);
  const parts = { evidence, cast, labels, findings };
  const { parties, possibleVictims } = packageParties(parts, language);
  const indicators = packageIndicators(findings, evidence, labels, language);
  const contents: PackageContents = {
    schema: 'disclosure-package/1',
    cover: coverOf(planned, rulebook, assessment),
    grounds: { statement, facts: factsInWords(indicators) },
    parties,
    possibleVictims,
    referrals:
      possibleVictims.length > 0 ? [...referrals, notATarget].map((text) => text[language]) : [],
    accounts: packageAccounts(labels, language),
    transactions: packageTransactions(evidence, cast, labels, language),
    reports: packageReports(evidence, labels, language),
    reportCounts: reportCounts(evidence, language),
    reporterCounts: reporterCounts(evidence, language),
    indicators,
    relationships: packageRelationships(assessment, cast, labels, language),
    payersCounted: cast.payers.size,
  };
  if (mayKnowVictims(planned)) return contents;
  demandPossibleVictimsUnnamed(contents);
  return withholdPossibleVictims(contents, language);
}

/** The package as it is frozen. */
export const framePackage = (
  contents: PackageContents,
  { disclosureId, preparedAt }: { disclosureId: DisclosureId; preparedAt: string },
): DisclosurePackage => ({
  ...contents,
  disclosureId,
  cover: { ...contents.cover, preparedAt },
});

function coverOf(
  planned: PlannedDisclosure,
  { typologies }: Rulebook,
  { typology }: Assessment,
): PackageContents['cover'] {
  const { recipient, language, legalBasis } = planned;
  const project = typologies.find(({ id }) => id === typology)?.project;
  return {
    recipient: { id: recipient.id, name: recipient.name[language] },
    language,
    ...(project && { projectTag: `#Project ${project}` }),
    legalBasis: legalBasisWords(legalBasis, language),
    test: firstTest[language],
    ...(planned.kind === 'second-test' && {
      secondTest: { test: secondTests[planned.legalBasis][language], facts: planned.secondTest },
    }),
    caveats: caveats.map((caveat) => caveat[language]),
  };
}

const legalBasisWords = (paragraph: string, language: Language): string =>
  language === 'en'
    ? `Proceeds of Crime (Money Laundering) and Terrorist Financing Act, s. ${paragraph}`
    : `Loi sur le recyclage des produits de la criminalité et le financement des activités terroristes, ${frenchParagraph(paragraph)}`;

/** "al. 55(3)d)" for "55(3)(d)": the way the French Act cites itself. */
const frenchParagraph = (paragraph: string): string => {
  const [, section, item] = /^(.*\d\))\(([a-z.\d]+)\)$/.exec(paragraph) ?? [];
  return section && item ? `al. ${section}${item})` : `par. ${paragraph}`;
};
