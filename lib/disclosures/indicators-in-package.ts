import type { Indicator } from '../indicators/indicator.ts';
import type { PackageQuestion } from './build-package.ts';
import { castOf } from './cast.ts';
import { findingsOf } from './findings.ts';

/** The rules behind the list of indicators of a package, place by place. They never leave with it. */
export const indicatorsInPackage = ({
  assessment,
  evidence,
  rulebook,
}: Pick<PackageQuestion, 'assessment' | 'evidence' | 'rulebook'>): Indicator['id'][] =>
  findingsOf(assessment, rulebook, castOf(assessment, evidence)).map(
    ({ indicator }) => indicator.id,
  );
