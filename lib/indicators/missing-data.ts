import { type RecordPart, recordParts } from '../ledger/contribution.ts';
import type { Indicator } from './indicator.ts';
import type { NotEvaluable } from './match.ts';
import type { Measure } from './measure.ts';
import type { MeasurePlan } from './measure-plans.ts';
import { profileFact } from './measures/known.ts';
import type { FieldNeed, FieldNeeds, ToldFields } from './missing-fields.ts';
import { isNetworkMeasure, lacksNeighbours, type Neighbourhood } from './neighbourhood.ts';
import type { SubjectFacts } from './subject-facts.ts';

/*
 * The third answer. A measure whose data nobody supplied is undefined, and satisfies no comparison. An
 * indicator that holds all the same is matched; one that does not hold is not evaluable, since nobody
 * knows whether it would.
 */

export type Missing = NotEvaluable['missing'][number];

/** What is known of a subject, and of those around it where they are in view. */
export type Known = {
  facts: SubjectFacts;
  told: ToldFields;
  neighbourhood: Neighbourhood | undefined;
};

/** What a measure needs; undefined for one that needs nothing that could be missing. */
export type DataNeeds = { fields: readonly FieldNeed[]; other: readonly OtherNeed[] };

type OtherNeed = { word: Missing; isThere(known: Known): boolean };

export function dataNeeds(plan: MeasurePlan, fields: FieldNeeds): DataNeeds | undefined {
  if (plan.kind === 'peerZ') return { fields: [], other: [industry] };
  if (plan.kind !== 'base') return undefined;
  const needs = { fields: fields.needsOf(plan.measure), other: otherNeeds(plan.measure) };
  return needs.fields.length + needs.other.length === 0 ? undefined : needs;
}

function otherNeeds(measure: Measure): OtherNeed[] {
  if ('records' in measure) return [partNeed(measure.records)];
  if ('distinctRecords' in measure) return [partNeed(measure.of)];
  if ('industry' in measure) return [industry];
  if ('profile' in measure) {
    const { profile } = measure;
    return [
      {
        word: profileWords[profile],
        isThere: ({ facts }) => profileFact(profile, facts) !== undefined,
      },
    ];
  }
  if (!isNetworkMeasure(measure)) return [];
  return [
    {
      word: 'neighbours',
      isThere: ({ facts, neighbourhood }) =>
        !lacksNeighbours(measure, facts.subject, neighbourhood),
    },
  ];
}

const profileWords = {
  monthlyIncomeMinor: 'income',
  expectedMonthlyInMinor: 'profiles',
  employees: 'employees',
  age: 'birth-date',
} as const;

const industry: OtherNeed = {
  word: 'industry',
  isThere: ({ facts }) => facts.profile?.naics !== undefined,
};

const partNeeds = new Map(
  recordParts.map((part): [RecordPart, OtherNeed] => [
    part,
    { word: part, isThere: ({ facts }) => facts.records.has(part) },
  ]),
);
/** A part that was sent empty is there: nothing was observed, which is not the same as not being told. */
function partNeed(part: RecordPart): OtherNeed {
  const need = partNeeds.get(part);
  if (!need) throw new RangeError(`no part ${part}`);
  return need;
}

const nothing: readonly Missing[] = [];

/** What a measure needs and nobody supplied. */
export function missingFor(needs: DataNeeds | undefined, known: Known): readonly Missing[] {
  if (!needs) return nothing;
  const fields = known.told.missing(needs.fields, known.facts);
  const other = needs.other.filter((need) => !need.isThere(known)).map(({ word }) => word);
  return fields.length + other.length === 0 ? nothing : [...fields, ...other];
}

/** Supporting records without which an indicator is not judged at all, and which nobody supplied. */
export const missingParts = (
  { requires = [] }: Pick<Indicator, 'requires'>,
  { facts }: Pick<Known, 'facts'>,
): readonly Missing[] =>
  requires.length === 0 ? nothing : requires.filter((part) => !facts.records.has(part));
