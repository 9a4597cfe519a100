import { distance } from 'fastest-levenshtein';
import { localDate, yearsBetween } from '../../time.ts';
import type { CompiledLists } from '../lists.ts';
import type { Measure } from '../measure.ts';
import type { SubjectFacts } from '../subject-facts.ts';
import type { SubjectView } from '../subject-view.ts';
import { wordsOf } from '../text-matching.ts';
import { constantSeries, type Series, type Span, stepBuilder } from './series.ts';

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

export function profileSeries(fact: ProfileFact, facts: SubjectFacts, span: Span): Series {
  const { birthDate } = facts.party;
  if (fact !== 'age' || birthDate === undefined) {
    return constantSeries(profileFact(fact, facts) ?? Number.NaN, span);
  }
  return datedSeries(span, facts, (date) => yearsBetween(birthDate, date));
}

/** 1 when the subject's industry code begins with one of these, else 0; undefined when not known. */
export const industrySeries = (
  codes: readonly string[],
  { profile }: SubjectFacts,
  span: Span,
): Series => {
  const naics = profile?.naics;
  if (naics === undefined) return constantSeries(Number.NaN, span);
  return constantSeries(codes.some((code) => naics.startsWith(code)) ? 1 : 0, span);
};

/** So many hours at the minimum wage of the subject's home as of each moment, in minor units. */
export function minimumWageSeries(
  hours: number,
  { lists, facts }: { lists: CompiledLists; facts: SubjectFacts },
  span: Span,
): Series {
  const { province } = facts.party;
  return datedSeries(
    span,
    facts,
    (date) => hours * (lists.minimumWage(province, date) ?? Number.NaN),
  );
}

/** Something that depends on the local date as of which it is asked. */
function datedSeries(
  { timeline: { lastEntry }, from }: Span,
  { entries }: SubjectFacts,
  valueOn: (date: string) => number,
): Series {
  const steps = stepBuilder();
  let [lastDate, value] = ['', Number.NaN];
  for (let moment = from; moment < lastEntry.length; moment += 1) {
    const date = localDate(entries[lastEntry[moment] as number]?.at ?? '');
    if (date !== lastDate) [lastDate, value] = [date, valueOn(date)];
    steps.note(moment, value);
  }
  return { ...steps, evidence: () => [] };
}

/** How many clearly different names the reports give the subject, in whatever order of words. */
export function ownNamesSeries({ names }: SubjectFacts, span: Span): Series {
  const different: string[] = [];
  for (const name of names.map(inWordOrder).sort()) {
    if (name !== '' && different.every((other) => !isAlike(name, other))) different.push(name);
  }
  return constantSeries(different.length, span);
}

const inWordOrder = (name: string): string => wordsOf(name).sort().join(' ');

/** At least four parts in five of the longer name stay as they are. */
const isAlike = (a: string, b: string): boolean =>
  distance(a, b) * 5 <= Math.max(a.length, b.length);

/** 1 when the subject has an address of one of the classes, else 0. */
export const addressClassSeries = (
  classes: readonly string[],
  { profile }: SubjectFacts,
  span: Span,
): Series => {
  const has = (profile?.addressClasses ?? []).some((own) => classes.includes(own));
  return constantSeries(has ? 1 : 0, span);
};

/** 1 when the subject's occupation, employer or business has a word of the list, else 0. */
export const occupationSeries = (
  list: string,
  { occupationLists }: SubjectView,
  span: Span,
): Series => constantSeries(occupationLists.has(list) ? 1 : 0, span);
