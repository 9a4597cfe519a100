import { localDate } from '../../time.ts';
import type { Measure } from '../measure.ts';
import type { SelectorContext } from '../selectors.ts';
import type { SubjectFacts } from '../subject-facts.ts';
import type { Timeline } from '../timeline.ts';
import { constantSeries, type Series } from './series.ts';

type ProfileFact = Extract<Measure, { profile: unknown }>['profile'];

/** What is known about the subject; undefined where nothing is. */
export function profileFact(fact: ProfileFact, { profile, party }: SubjectFacts) {
  switch (fact) {
    case 'monthlyIncomeMinor':
      return profile?.declaredMonthlyIncomeMinor;
    case 'expectedMonthlyInMinor':
      return profile?.expectedMonthlyInMinor;
    case 'employees':
      return profile?.employees;
    case 'age':
      return party.birthDate === undefined ? undefined : Number(party.birthDate.slice(0, 4));
  }
}

export function profileSeries(fact: ProfileFact, facts: SubjectFacts, timeline: Timeline): Series {
  const { birthDate } = facts.party;
  if (fact !== 'age' || birthDate === undefined) {
    return constantSeries(profileFact(fact, facts) ?? Number.NaN, timeline);
  }
  const ages = Float64Array.from(timeline.lastEntry, (entry) =>
    ageOn(localDate(facts.entries[entry]?.at ?? ''), birthDate),
  );
  return { values: ages, evidence: () => [] };
}

/** Whole years from one ISO date to another. */
function ageOn(date: string, birthDate: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** 1 when the subject has an address of one of the classes, else 0. */
export const addressClassSeries = (
  classes: readonly string[],
  { profile }: SubjectFacts,
  timeline: Timeline,
): Series => {
  const has = (profile?.addressClasses ?? []).some((own) => classes.includes(own));
  return constantSeries(has ? 1 : 0, timeline);
};

/** 1 when the subject's occupation, employer or business has a word of the list, else 0. */
export const occupationSeries = (
  list: string,
  { lists, facts }: SelectorContext,
  timeline: Timeline,
): Series => {
  const { occupation, employer, business, name } = facts.party;
  const texts = [occupation, employer, business, name].filter((text) => text !== undefined);
  return constantSeries(texts.some(lists.keywords(list)) ? 1 : 0, timeline);
};
