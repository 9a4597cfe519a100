import type { Comparison, Conditions } from '../indicators/indicator.ts';
import type { CaseMeasure } from '../indicators/typology.ts';
import type { Translated } from '../translated.ts';

type Measured = { measures: Record<string, CaseMeasure>; facts: Readonly<Record<string, number>> };

/**
 * What conditions still lack, with numbers: "families is 3, needed at least 4".
 *
 * @returns undefined when they hold.
 */
export function shortfall(conditions: Conditions, measured: Measured): Translated | undefined {
  if ('all' in conditions) return joined(lacking(conditions.all, measured), 'and');
  if ('any' in conditions) {
    const missing = lacking(conditions.any, measured);
    return missing.length < conditions.any.length ? undefined : joined(missing, 'or');
  }
  if ('not' in conditions) {
    return shortfall(conditions.not, measured)
      ? undefined
      : { en: 'something that must not hold does', fr: 'une condition exclue est remplie' };
  }
  return holds(conditions, measured) ? undefined : compared(conditions, measured);
}

const lacking = (conditions: readonly Conditions[], measured: Measured): Translated[] =>
  conditions.flatMap((condition) => shortfall(condition, measured) ?? []);

const words = { and: { en: ' and ', fr: ' et ' }, or: { en: ' or ', fr: ' ou ' } };

function joined(texts: readonly Translated[], by: 'and' | 'or'): Translated | undefined {
  if (texts.length === 0) return undefined;
  return {
    en: texts.map(({ en }) => en).join(words[by].en),
    fr: texts.map(({ fr }) => fr).join(words[by].fr),
  };
}

const comparisons: Record<Comparison['operator'], (a: number, b: number) => boolean> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  lessThan: (a, b) => a < b,
  lessThanInclusive: (a, b) => a <= b,
  greaterThan: (a, b) => a > b,
  greaterThanInclusive: (a, b) => a >= b,
};

const holds = ({ fact, operator, value }: Comparison, { facts }: Measured): boolean =>
  comparisons[operator](facts[fact] ?? 0, value);

const asked: Record<Comparison['operator'], Translated> = {
  equal: { en: 'exactly', fr: 'exactement' },
  notEqual: { en: 'other than', fr: 'autre que' },
  lessThan: { en: 'less than', fr: 'moins de' },
  lessThanInclusive: { en: 'at most', fr: 'au plus' },
  greaterThan: { en: 'more than', fr: 'plus de' },
  greaterThanInclusive: { en: 'at least', fr: 'au moins' },
};

function compared({ fact, operator, value }: Comparison, { measures, facts }: Measured) {
  const measure = measures[fact];
  const name = measure ? nameOf(measure) : { en: fact, fr: fact };
  const found = facts[fact] ?? 0;
  return {
    en: `${name.en}: ${found}, needed ${asked[operator].en} ${value}`,
    fr: `${name.fr} : ${found}, il faut ${asked[operator].fr} ${value}`,
  };
}

const classNames: Record<'all' | 'E' | 'M' | 'C', Translated> = {
  all: { en: 'different families of indicators', fr: "familles d'indicateurs différentes" },
  E: { en: 'families that point to exploitation', fr: "familles indiquant l'exploitation" },
  M: { en: 'families about movements of money', fr: "familles sur les mouvements d'argent" },
  C: { en: 'families of context', fr: 'familles de contexte' },
};

/** What a number counts, for an analyst. */
function nameOf(measure: CaseMeasure): Translated {
  if ('score' in measure) return { en: 'score', fr: 'pointage' };
  if ('families' in measure) return classNames[measure.families];
  if ('familiesAmong' in measure) {
    const list = measure.familiesAmong.join(', ');
    return { en: `families among ${list}`, fr: `familles parmi ${list}` };
  }
  if ('indicatorsAmong' in measure) {
    const { strength } = measure;
    const list = measure.indicatorsAmong.join(', ');
    const [en, fr] = strength ? [` of strength ${strength}`, ` de force ${strength}`] : ['', ''];
    return { en: `indicators${en} among ${list}`, fr: `indicateurs${fr} parmi ${list}` };
  }
  if ('indicatorsOfStrength' in measure) {
    const { indicatorsOfStrength: least, outside } = measure;
    const but = outside && classNames[outside];
    return {
      en: `indicators of strength ${least} or more${but ? ` outside ${but.en}` : ''}`,
      fr: `indicateurs de force ${least} ou plus${but ? ` hors des ${but.fr}` : ''}`,
    };
  }
  if ('largest' in measure) {
    const list = measure.largest.map(({ indicator }) => indicator).join(', ');
    return { en: `largest count in ${list}`, fr: `plus grand nombre dans ${list}` };
  }
  if ('subjectsWith' in measure) {
    const list = measure.subjectsWith.join(', ');
    return { en: `persons with ${list}`, fr: `personnes ayant ${list}` };
  }
  if ('subjects' in measure) {
    return { en: 'persons with matches', fr: 'personnes ayant des correspondances' };
  }
  if ('observed' in measure) {
    const list = measure.observed.join(', ');
    return { en: `observations ${list}`, fr: `observations ${list}` };
  }
  return { en: 'minors involved', fr: 'personnes mineures en cause' };
}
