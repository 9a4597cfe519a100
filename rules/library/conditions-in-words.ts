import type { Comparison, Conditions } from '../../lib/indicators/indicator.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';

/** Conditions as a markdown list, and how much of the list must hold. */
export type ConditionsInWords = { group: 'all' | 'any' | 'one'; lines: string[] };

export function conditionsInWords(
  conditions: Conditions,
  inWords: (comparison: Comparison) => string,
  speech: Speech,
): ConditionsInWords {
  const root = unwrapped(conditions);
  const told = (some: readonly Conditions[]) =>
    some.flatMap((one) => linesOf(one, inWords, speech, ''));
  if ('all' in root) return { group: 'all', lines: told(root.all) };
  if ('any' in root) return { group: 'any', lines: told(root.any) };
  return { group: 'one', lines: told([root]) };
}

/** "It matches when all of these hold:" */
export const heading = (
  { group }: ConditionsInWords,
  [en, fr]: readonly [string, string],
  { say }: Speech,
): string => {
  const how = {
    all: say(' all of these hold:', ' tous ces points sont réunis :'),
    any: say(' at least one of these holds:', ' au moins un de ces points est réuni :'),
    one: say(' this holds:', ' ce point est réuni :'),
  };
  return say(en, fr) + how[group];
};

/** A group of one is that one. */
function unwrapped(conditions: Conditions): Conditions {
  const group = 'all' in conditions ? conditions.all : 'any' in conditions ? conditions.any : [];
  const [only, ...others] = group;
  return only !== undefined && others.length === 0 ? unwrapped(only) : conditions;
}

function linesOf(
  wrapped: Conditions,
  inWords: (comparison: Comparison) => string,
  speech: Speech,
  indent: string,
): string[] {
  const conditions = unwrapped(wrapped);
  if ('fact' in conditions) return [`${indent}- ${inWords(conditions)}`];
  const { name, group } = groupIn(conditions, speech);
  return [
    `${indent}- ${name}`,
    ...group.flatMap((one) => linesOf(one, inWords, speech, `${indent}  `)),
  ];
}

function groupIn(conditions: Exclude<Conditions, Comparison>, { say }: Speech) {
  if ('all' in conditions) {
    return { name: say('All of these:', 'Tous ces points :'), group: conditions.all };
  }
  return 'any' in conditions
    ? { name: say('At least one of these:', 'Au moins un de ces points :'), group: conditions.any }
    : { name: say('Not this:', 'Le contraire de ceci :'), group: [conditions.not] };
}
