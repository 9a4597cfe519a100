import { comparisonsIn, conditionsOf } from '../../lib/indicators/conditions-of.ts';
import type { Indicator, Suppressor } from '../../lib/indicators/indicator.ts';
import type { Selector } from '../../lib/indicators/measure.ts';
import type { Lists } from '../../lib/indicators/rulebook.ts';
import { comparisonInWords } from '../../lib/indicators/words/comparison-in-words.ts';
import { measureInWords } from '../../lib/indicators/words/quantity-in-words.ts';
import {
  includes,
  type NamedSelection,
  selectorInWords,
} from '../../lib/indicators/words/selector-in-words.ts';
import { capital, speechOf } from '../../lib/indicators/words/speech.ts';
import type { Wording } from '../../lib/indicators/words/wording.ts';
import type { Language } from '../../lib/translated.ts';
import { type ConditionsInWords, conditionsInWords } from './conditions-in-words.ts';
import { marks } from './markdown.ts';

/** What a document asks for, in words, as lines of markdown. */
export type DocumentInWords = {
  /** Selections that are asked for more than once, each told once. */
  named: string[];
  conditions: ConditionsInWords;
  grades: { strength: number; conditions: ConditionsInWords }[];
  /** Measures that the sentence tells and nothing asks for. */
  onlyTold: string[];
};

/** Everything that decides over a match is told: documents that differ are told differently. */
export function documentInWords(
  document: Indicator | Suppressor,
  factCodes: Lists['factCodes'],
  language: Language,
): DocumentInWords {
  const asked: Selector[] = [];
  tell(document, factCodes, language, [], asked);
  return tell(document, factCodes, language, namesFor(asked), []);
}

/** @param asked gets every selection that is told, in the order in which it is. */
function tell(
  document: Indicator | Suppressor,
  factCodes: Lists['factCodes'],
  language: Language,
  named: readonly NamedSelection[],
  asked: Selector[],
): DocumentInWords {
  const { measures, conditions } = document;
  const grades = 'grades' in document ? (document.grades ?? []) : [];
  const marked = speechOf(language, marks);
  const speech = {
    ...marked,
    select(selector: Selector) {
      asked.push(selector);
      return selectorInWords(selector, marked, named);
    },
  };
  const wording: Wording = { measures, factCodes, speech };
  const inWords = (of: typeof conditions) =>
    conditionsInWords(of, (comparison) => capital(comparisonInWords(comparison, wording)), speech);
  return {
    named: named.map(({ selector, name }, place) => {
      const { many, rest } = selectorInWords(selector, marked, named.slice(0, place));
      const words = speech.say(`- **Movements ${name}**: `, `- **Mouvements ${name}** : `);
      return words + many + rest;
    }),
    conditions: inWords(conditions),
    grades: grades.map((grade) => ({
      strength: grade.strength,
      conditions: inWords(grade.conditions),
    })),
    onlyTold: namesOnlyTold(document).map((name) => capital(measureInWords(name, wording))),
  };
}

function namesOnlyTold(document: Indicator | Suppressor): string[] {
  const { measures } = document;
  const used = new Set<string>();
  const add = (name: string) => {
    const measure = measures[name];
    if (!measure || used.has(name)) return;
    used.add(name);
    if ('share' in measure) [measure.share, measure.of].forEach(add);
    if ('peerZ' in measure) add(measure.peerZ);
  };
  const comparisons = conditionsOf(document).flatMap(({ conditions }) => comparisonsIn(conditions));
  for (const { fact } of comparisons) add(fact);
  return Object.keys(measures).filter((name) => !used.has(name));
}

/** Names for selections that are long and told more than once, the same in both languages. */
function namesFor(asked: readonly Selector[]): NamedSelection[] {
  const speech = speechOf('en', marks);
  const different = [...new Map(asked.map((one) => [JSON.stringify(one), one])).values()];
  return different
    .filter((selector) => asked.filter((other) => includes(other, selector)).length > 1)
    .filter((selector) => {
      const { many, rest } = selectorInWords(selector, speech);
      return many.length + rest.length > longEnough;
    })
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length)
    .map((selector, place) => ({ selector, name: String.fromCharCode(65 + place) }));
}

const longEnough = 60;
