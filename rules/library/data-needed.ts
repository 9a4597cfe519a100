import { type FieldsRead, fieldsReadBy } from '../../lib/indicators/fields-read-by.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { NotEvaluable } from '../../lib/indicators/match.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import { isNetworkMeasure } from '../../lib/indicators/neighbourhood.ts';
import type { RecordPart } from '../../lib/ledger/contribution.ts';

/** Without what an indicator is not evaluable. */
export type DataNeeded = {
  parts: RecordPart[];
  /** Of the movements that are counted, some tell one field of each group. */
  fields: FieldsRead['anyOf'][];
  /** What must be known about the client. */
  known: NotEvaluable['missing'][number][];
  /** Codes of facts that it asks for. */
  facts: string[];
};

export function dataNeeded({
  measures,
  requires = [],
}: Pick<Indicator, 'measures' | 'requires'>): DataNeeded {
  const all = Object.values(measures);
  return {
    parts: unique([...requires, ...all.flatMap(partOf)]).sort(),
    fields: uniqueGroups(all.flatMap(fieldsReadBy).map(({ anyOf }) => anyOf)),
    known: unique(all.flatMap(knownBy)),
    facts: unique(all.flatMap(factsOf)),
  };
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

const uniqueGroups = (groups: readonly FieldsRead['anyOf'][]): FieldsRead['anyOf'][] => [
  ...new Map(groups.map((group) => [group.join(), group])).values(),
];

function partOf(measure: Measure): RecordPart[] {
  if ('records' in measure) return [measure.records];
  return 'distinctRecords' in measure ? [measure.of] : [];
}

const profileWords = {
  monthlyIncomeMinor: 'income',
  expectedMonthlyInMinor: 'profiles',
  employees: 'employees',
  age: 'birth-date',
} as const;

function knownBy(measure: Measure): DataNeeded['known'] {
  if ('profile' in measure) return [profileWords[measure.profile]];
  if ('industry' in measure || 'peerZ' in measure) return ['industry'];
  return isNetworkMeasure(measure) ? ['neighbours'] : [];
}

function factsOf(measure: Measure): string[] {
  const isOfFacts = partOf(measure).includes('facts');
  if (!isOfFacts || !('codes' in measure || 'exceptCodes' in measure)) return [];
  return [...(measure.codes ?? []), ...(measure.exceptCodes ?? [])];
}
