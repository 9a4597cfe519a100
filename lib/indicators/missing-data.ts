import type { RecordPart } from '../ledger/contribution.ts';
import type { NotEvaluable } from './match.ts';
import type { Measure } from './measure.ts';
import { profileFact } from './measures/known.ts';
import type { SubjectFacts } from './subject-facts.ts';

type Missing = NotEvaluable['missing'][number];

const profileWords = {
  monthlyIncomeMinor: 'income',
  expectedMonthlyInMinor: 'profiles',
  employees: 'employees',
  age: 'birth-date',
} as const;

/**
 * What a document needs and no report ever supplied, each once, sorted. A part that was sent empty is
 * there: nothing was observed, which is not the same as not being told.
 */
export function missingData(
  {
    measures,
    requires = [],
  }: { measures: Record<string, Measure>; requires?: RecordPart[] | undefined },
  facts: SubjectFacts,
): Missing[] {
  const parts = [...requires, ...Object.values(measures).flatMap(partOf)];
  const lacking: Missing[] = parts.filter((part) => !facts.records.has(part));
  for (const measure of Object.values(measures)) {
    if (!('profile' in measure)) continue;
    const unknown = profileFact(measure.profile, facts) === undefined;
    if (unknown) lacking.push(profileWords[measure.profile]);
  }
  return [...new Set(lacking)].sort();
}

function partOf(measure: Measure): RecordPart[] {
  if ('records' in measure) return [measure.records];
  return 'distinctRecords' in measure ? [measure.of] : [];
}
