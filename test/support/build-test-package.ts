import type { Assessment } from '../../lib/cases/assessment.ts';
import { buildPackage, framePackage } from '../../lib/disclosures/build-package.ts';
import { gatherEvidence, type ReportOnFile } from '../../lib/disclosures/evidence.ts';
import { type DisclosurePackage, disclosurePackageSchema } from '../../lib/disclosures/package.ts';
import type { PlannedDisclosure } from '../../lib/disclosures/planned-disclosure.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { assessment, onFile, rulebook } from './disclosure-case.ts';

const referrals = [{ en: 'Help: 555-0100', fr: 'Aide : 555-0100' }];

const source = 'test';
/** A police service. */
export const toronto: PlannedDisclosure = {
  kind: 'police',
  recipient: {
    id: 'ON-TPS',
    name: { en: 'Toronto Police Service', fr: 'Service de police de Toronto' },
    level: 'municipal',
    province: 'ON',
    municipalities: ['Toronto'],
    languages: ['en', 'fr'],
    legalBases: ['55(3)(a)'],
    source,
  },
  language: 'en',
  legalBasis: '55(3)(a)',
  reason: 'Police of jurisdiction',
};
/** No police service. */
export const border: Extract<PlannedDisclosure, { kind: 'second-test' }> = {
  kind: 'second-test',
  recipient: {
    id: 'CA-CBSA',
    name: { en: 'Canada Border Services Agency', fr: 'Agence des services frontaliers' },
    level: 'federal',
    municipalities: [],
    languages: ['en', 'fr'],
    legalBases: ['55(3)(d)'],
    source,
  },
  language: 'en',
  legalBasis: '55(3)(d)',
  secondTest: 'Money left for another country on the day of arrival.',
  reason: 'The facts cross the border',
};
const frame = { disclosureId: 'disclosure-0123456789abcdef', preparedAt: '2026-11-21T10:00:00Z' };
const statement = 'Cash is deposited at night by one person for another, who pays for adverts.';

/** The package of the case of `disclosure-case.ts`, or of another. */
export function build(
  planned: PlannedDisclosure = toronto,
  reports: readonly ReportOnFile[] = [onFile],
  its: Assessment = assessment,
  rules: Rulebook = rulebook,
): DisclosurePackage {
  const evidence = gatherEvidence(
    reports,
    its.matches.flatMap((match) => match.evidence),
  );
  const contents = buildPackage({
    assessment: its,
    evidence,
    rulebook: rules,
    planned,
    statement,
    referrals,
  });
  return disclosurePackageSchema.parse(framePackage(contents, frame));
}
