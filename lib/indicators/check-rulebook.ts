import { dayMilliseconds, windowMilliseconds } from '../time.ts';
import { checkIndicatorsAsked } from './check-indicators-asked.ts';
import { unknownNames } from './check-names.ts';
import { checkNetworkMeasure } from './check-network-measure.ts';
import { checkSize } from './check-size.ts';
import { comparisonsIn, conditionsOf, type PlacedConditions } from './conditions-of.ts';
import { fieldsReadBy } from './fields-read-by.ts';
import type { Conditions, Indicator, Suppressor } from './indicator.ts';
import type { Measure } from './measure.ts';
import { refusedNames } from './refused-names.ts';
import type { Lists } from './rulebook.ts';
import { clausesIn, placeholdersIn, withoutClauses, withoutPlaceholders } from './sentence.ts';

/** Something wrong with one document: where in it, and how to mend it. */
export type DocumentFault = { document: string; place: string; mend: string };

/** What a document may refer to. */
export type Surroundings = {
  lists: Lists;
  suppressors: ReadonlySet<string>;
  /** What every indicator there is measures; nothing of one that is refused itself. */
  indicators: ReadonlyMap<string, Measures>;
};

/** Entries are judged by what happened within little more than a year before them. */
const longestWindowDays = 400;
/** What is known about somebody lasts longer. */
const longestRecordsDays = 3650;

/**
 * What a schema cannot see: that names lead somewhere, that nothing stands there in vain, and that
 * the conditions can be answered for an undefined measure. Each document is checked by itself, so
 * that a bad one never affects another.
 */
export function checkDocument(
  document: Indicator | Suppressor,
  surroundings: Surroundings,
): DocumentFault[] {
  const { suppressors } = surroundings;
  const faults: Fault[] = [
    ...refusedNames(document),
    ...checkSize(document),
    ...Object.entries(document.measures).flatMap(([name, measure]) =>
      checkMeasure(measure, document, surroundings).map((mend) => fault(`measures.${name}`, mend)),
    ),
    ...conditionsOf(document).flatMap((each) => checkConditions(each, document)),
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

export type Measures = Record<string, Measure>;
const has = (measures: Measures, name: string): boolean => Object.hasOwn(measures, name);

function checkMeasure(
  measure: Measure,
  document: Indicator | Suppressor,
  { lists, indicators }: Surroundings,
): string[] {
  const { id, measures } = document;
  return [
    ...checkWindows(measure),
    ...checkParts(measure, measures),
    ...('apartKm' in measure && measure.nearMedianPercent !== undefined
      ? ['ask for apartKm or nearMedianPercent, not for both']
      : []),
    ...unknownNames(measure, lists),
    ...checkIndicatorsAsked(id, measure, indicators),
    ...checkNetworkMeasure(measure, document),
  ];
}

function checkWindows(measure: Measure): string[] {
  const isOfRecords = 'records' in measure || 'distinctRecords' in measure;
  const longest = isOfRecords ? longestRecordsDays : longestWindowDays;
  return windowsIn(measure)
    .filter((window) => windowMilliseconds(window) > longest * dayMilliseconds)
    .map((window) => `shorten ${window} to ${longest}d or less`);
}

const checkParts = (measure: Measure, measures: Measures): string[] =>
  measuresNamedBy(measure).flatMap((part) => {
    const found = has(measures, part) ? measures[part] : undefined;
    if (!found) return [`define the measure ${part}`];
    const isDerived = derived.some((kind) => kind in found);
    return isDerived ? [`${part} is made of other measures: name a plain one`] : [];
  });

/** Measures made of others: of the same document, or of what other indicators say. */
const derived = ['share', 'peerZ', 'matched', 'matchedFamilies'];

function measuresNamedBy(measure: Measure): string[] {
  if ('share' in measure) return [measure.share, measure.of];
  return 'peerZ' in measure ? [measure.peerZ] : [];
}

const windowsIn = (measure: Measure): string[] =>
  ['over', 'within', 'apart'].flatMap((field) => {
    const window: unknown = Object.entries(measure).find(([name]) => name === field)?.[1];
    return typeof window === 'string' ? [window] : [];
  });

function checkConditions(
  { place, conditions }: PlacedConditions,
  document: Indicator | Suppressor,
): Fault[] {
  const unknown = comparisonsIn(conditions)
    .filter(({ fact }) => !has(document.measures, fact))
    .map(({ fact }) => `define the measure ${fact}`);
  const undefinedReasons = new Map(
    Object.entries(document.measures).flatMap(([name, measure]) => {
      const reason = whyUndefined(measure);
      return reason === undefined ? [] : [[name, reason] as const];
    }),
  );
  const mends = [...unknown, ...checkUndefined(conditions, undefinedReasons, false)];
  return mends.map((mend) => fault(place, mend));
}

/** An indicator whose data nobody supplied is not judged at all; a suppressor is. */
function whyUndefined(measure: Measure): string | undefined {
  if ('share' in measure || 'topShare' in measure) return 'where it divides by nothing';
  if ('median' in measure || 'medianBalance' in measure) return 'where there is no amount';
  if ('peerZ' in measure) return 'where there are no peers';
  if ('minimumWageHours' in measure) return 'where no wage is known';
  const isSupplied = suppliedBy.some((kind) => kind in measure) || fieldsReadBy(measure).length > 0;
  return isSupplied ? 'where nobody supplied it' : undefined;
}

const suppliedBy = ['records', 'distinctRecords', 'profile', 'industry', 'sharers', 'neighbours'];

/**
 * json-rules-engine holds `notEqual` and `not` to be true of a measure that is undefined.
 *
 * @param reasons of the measures that may be undefined, by name.
 */
function checkUndefined(
  conditions: Conditions,
  reasons: ReadonlyMap<string, string>,
  negated: boolean,
): string[] {
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
  return [`${fact} is undefined ${reason}: compare it without notEqual and not`];
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
  const open = Object.entries(sentence)
    .filter(([, text]) => !hasWholeClauses(text))
    .map(([language]) =>
      fault(`sentence.${language}`, 'mend the brackets: [, {name} of them at night]'),
    );
  const [en, fr] = [sentence.en, sentence.fr].map((text) =>
    JSON.stringify(
      placeholdersIn(text)
        .map(({ name, format }) => `${name}:${format}`)
        .sort(),
    ),
  );
  const differ = en === fr ? [] : [fault('sentence', 'give both languages the same numbers')];
  return [...languages, ...unread, ...open, ...differ];
}

/** Each clause that may be left out has a number that decides it, and none stands in another. */
const hasWholeClauses = (text: string): boolean =>
  !/[[\]]/.test(withoutClauses(text)) &&
  clausesIn(text).every((inside) => placeholdersIn(inside).length > 0);

/** A measure that nothing asks for is a mistake, or was forgotten. */
function checkUse(document: Indicator | Suppressor): Fault[] {
  const { measures, sentence } = document;
  const used = new Set([
    ...conditionsOf(document).flatMap(({ conditions }) =>
      comparisonsIn(conditions).map(({ fact }) => fact),
    ),
    ...Object.values(measures).flatMap(measuresNamedBy),
    ...placeholdersIn(`${sentence.en} ${sentence.fr}`).map(({ name }) => name),
  ]);
  return Object.keys(measures)
    .filter((name) => !used.has(name))
    .map((name) => fault(`measures.${name}`, 'use it in the conditions or remove it'));
}
