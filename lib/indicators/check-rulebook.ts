import { windowMilliseconds } from '../time.ts';
import type { Conditions, Indicator, Suppressor } from './indicator.ts';
import type { Measure, Selector } from './measure.ts';
import { comparisonsIn } from './reference-engine.ts';
import type { Lists } from './rulebook.ts';
import { placeholdersIn, withoutPlaceholders } from './sentence.ts';

/** Something wrong with one document: where in it, and how to mend it. */
export type DocumentFault = { document: string; place: string; mend: string };

/** What a document may refer to. */
export type Surroundings = { lists: Lists; suppressors: ReadonlySet<string> };

/** Ten years: nothing older is asked for. */
const longestWindowDays = 3650;

/** Names that objects have of themselves. */
const unsafeNames = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/**
 * What a schema cannot see: that names lead somewhere, that nothing stands there in vain, and that
 * the conditions can be answered for an undefined measure. Each document is checked by itself, so
 * that a bad one never affects another.
 */
export function checkDocument(
  document: Indicator | Suppressor,
  { lists, suppressors }: Surroundings,
): DocumentFault[] {
  const faults: Fault[] = [
    ...Object.entries(document.measures).flatMap(([name, measure]) =>
      checkMeasure(name, measure, document.measures, lists),
    ),
    ...checkConditions(document),
    ...checkSentences(document),
    ...checkUse(document),
    ...('suppressedBy' in document ? document.suppressedBy : [])
      .filter((id) => !suppressors.has(id))
      .map((id) => fault('suppressedBy', `add rules/suppressors/${id}.json or remove ${id}`)),
  ];
  return faults.map((found) => ({ document: document.id, ...found }));
}

type Fault = Omit<DocumentFault, 'document'>;
const fault = (place: string, mend: string): Fault => ({ place, mend });

type Measures = Record<string, Measure>;
const has = (measures: Measures, name: string): boolean => Object.hasOwn(measures, name);

function checkMeasure(name: string, measure: Measure, measures: Measures, lists: Lists): Fault[] {
  const place = `measures.${name}`;
  const faults: Fault[] = [];
  if (unsafeNames.has(name)) faults.push(fault(place, 'choose another name: objects own this one'));
  for (const window of windowsIn(measure)) {
    if (windowMilliseconds(window) > longestWindowDays * 86_400_000) {
      faults.push(fault(place, `shorten ${window} to ${longestWindowDays}d or less`));
    }
  }
  if ('share' in measure) {
    for (const part of [measure.share, measure.of]) {
      const found = has(measures, part) ? measures[part] : undefined;
      if (!found) faults.push(fault(place, `define the measure ${part}`));
      else if ('share' in found)
        faults.push(fault(place, `${part} is a share: divide plain measures`));
    }
  }
  if ('occupation' in measure && !Object.hasOwn(lists.keywords, measure.occupation)) {
    faults.push(fault(place, `define the keyword list ${measure.occupation}`));
  }
  return [...faults, ...selectorsIn(measure).flatMap((one) => checkLists(place, one, lists))];
}

const windowsIn = (measure: Measure): string[] =>
  ['over', 'within'].flatMap((field) => {
    const window: unknown = Object.entries(measure).find(([name]) => name === field)?.[1];
    return typeof window === 'string' ? [window] : [];
  });

function selectorsIn(measure: Measure): Selector[] {
  if ('count' in measure) return [measure.count];
  if ('sum' in measure) return [measure.sum];
  if ('pairs' in measure) return [measure.pairs.first, measure.pairs.next];
  if ('distinct' in measure || 'topShare' in measure) return [measure.of];
  if ('dates' in measure) return [measure.dates];
  if ('passedOn' in measure) return [measure.passedOn.in, measure.passedOn.out];
  return 'ratioToBaseline' in measure ? [measure.ratioToBaseline] : [];
}

function checkLists(place: string, selector: Selector, lists: Lists): Fault[] {
  const asked = [
    { kind: 'merchant group', names: selector.merchantGroup, known: lists.merchantGroups },
    { kind: 'merchant list', names: selector.merchantList, known: lists.merchants },
    { kind: 'keyword list', names: selector.words?.list, known: lists.keywords },
    {
      kind: 'country list',
      names: [selector.counterpartyCountry ?? []].flat().filter((name) => name.startsWith('C-')),
      known: lists.countries,
    },
  ];
  return asked.flatMap(({ kind, names = [], known }) =>
    [names]
      .flat()
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => fault(place, `define the ${kind} ${name}`)),
  );
}

function checkConditions({ conditions, ...document }: Indicator | Suppressor): Fault[] {
  const unknown = comparisonsIn(conditions)
    .filter(({ fact }) => !has(document.measures, fact))
    .map(({ fact }) => fault('conditions', `define the measure ${fact}`));
  const undefinedReasons = new Map(
    Object.entries(document.measures).flatMap(([name, measure]) => {
      const reason = whyUndefined(measure, 'suppressedBy' in document);
      return reason === undefined ? [] : [[name, reason] as const];
    }),
  );
  return [...unknown, ...checkUndefined(conditions, undefinedReasons, false)];
}

/** An indicator whose data nobody supplied is not judged at all; a suppressor is. */
function whyUndefined(measure: Measure, isIndicator: boolean): string | undefined {
  if ('share' in measure || 'topShare' in measure) return 'where it divides by nothing';
  const supplied = 'records' in measure || 'distinctRecords' in measure || 'profile' in measure;
  return supplied && !isIndicator ? 'where nobody supplied it' : undefined;
}

/**
 * json-rules-engine holds `notEqual` and `not` to be true of a measure that is undefined.
 *
 * @param reasons of the measures that may be undefined, by name.
 */
function checkUndefined(
  conditions: Conditions,
  reasons: ReadonlyMap<string, string>,
  negated: boolean,
): Fault[] {
  if ('all' in conditions) {
    return conditions.all.flatMap((one) => checkUndefined(one, reasons, negated));
  }
  if ('any' in conditions) {
    return conditions.any.flatMap((one) => checkUndefined(one, reasons, negated));
  }
  if ('not' in conditions) return checkUndefined(conditions.not, reasons, true);
  const { fact, operator } = conditions;
  const reason = reasons.get(fact);
  if (reason === undefined || (operator !== 'notEqual' && !negated)) return [];
  const mend = `${fact} is undefined ${reason}: compare it without notEqual and not`;
  return [fault('conditions', mend)];
}

function checkSentences({ sentence, measures }: Indicator | Suppressor): Fault[] {
  const languages = Object.entries(sentence).flatMap(([language, text]) =>
    placeholdersIn(text).flatMap(({ name, format, agreeing }) => {
      const place = `sentence.${language}`;
      if (!has(measures, name)) return [fault(place, `define the measure ${name}`)];
      const known = format === undefined || format === 'money' || format === 'percent';
      if (!known) return [fault(place, `write {${name}}, {${name}:money} or {${name}:percent}`)];
      const counted = format === undefined || !agreeing;
      return counted ? [] : [fault(place, `words agree with counts only: drop :${format}`)];
    }),
  );
  const unread = Object.entries(sentence)
    .filter(([, text]) => /[{}]/.test(withoutPlaceholders(text)))
    .map(([language]) =>
      fault(`sentence.${language}`, 'mend the braces: {name} or {name|one|many}'),
    );
  const [en, fr] = [sentence.en, sentence.fr].map((text) =>
    JSON.stringify(
      placeholdersIn(text)
        .map(({ name, format }) => `${name}:${format}`)
        .sort(),
    ),
  );
  const differ = en === fr ? [] : [fault('sentence', 'give both languages the same numbers')];
  return [...languages, ...unread, ...differ];
}

/** A measure that nothing asks for is a mistake, or was forgotten. */
function checkUse({ measures, conditions, sentence }: Indicator | Suppressor): Fault[] {
  const used = new Set([
    ...comparisonsIn(conditions).map(({ fact }) => fact),
    ...Object.values(measures).flatMap((one) => ('share' in one ? [one.share, one.of] : [])),
    ...placeholdersIn(`${sentence.en} ${sentence.fr}`).map(({ name }) => name),
  ]);
  return Object.keys(measures)
    .filter((name) => !used.has(name))
    .map((name) => fault(`measures.${name}`, 'use it in the conditions or remove it'));
}
