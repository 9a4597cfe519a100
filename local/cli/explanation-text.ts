import { withFrenchSpaces } from '../../lib/french-spaces.ts';
import type { ExplainedCondition, Explanation, Matched } from '../../lib/indicators/explanation.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import { kindThings } from '../../lib/indicators/words/entry-words.ts';
import { speechOf, thingsOf } from '../../lib/indicators/words/speech.ts';
import { type Entry, type EntryRef, entryRef } from '../../lib/ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../../lib/ledger/ledger.ts';
import type { Language } from '../../lib/translated.ts';
import { plainText } from './plain-text.ts';

/** What an explanation says, for a person at a terminal. */
export function explanationText(
  explanation: Explanation,
  { indicator, ledger }: { indicator: Indicator; ledger: Ledger },
  language: Language,
): string {
  const say = (en: string, fr: string) => (language === 'en' ? en : withFrenchSpaces(fr));
  const head = (outcome: string) =>
    `${indicator.id} ${indicator.title[language]}${say(':', ' :')} ${outcome}`;
  if (explanation.outcome === 'not-evaluable') {
    return [
      head(say('not evaluable', 'non évaluable')),
      say('Nobody supplied:', 'Personne n’a fourni :'),
      ...explanation.missing.map(({ words, measures }) => {
        const readBy = measures.length === 0 ? '' : ` (${measures.join(', ')})`;
        return `  - ${words[language]}${readBy}`;
      }),
      ...explanation.factCodes.map(
        ({ code, words }) => `    ${code}${say(':', ' :')} ${words[language]}`,
      ),
      ...(explanation.known
        ? [
            say('Without it:', 'Sans cela :'),
            ...conditionLines(explanation.known.conditions, language, '  '),
          ]
        : []),
      // What is missing beside the account, such as a birth date, does not come from it.
      ...(explanation.tier === 'A'
        ? []
        : [
            say(
              `Source of such data: ${explanation.tierWords.en}.`,
              `Source de ces données : ${explanation.tierWords.fr}.`,
            ),
          ]),
    ].join('\n');
  }
  const { asOf, conditions } = explanation;
  const asOfWords = (at: string) => say(`as of ${at}`, `en date du ${at}`);
  const list = [say('Conditions:', 'Conditions :'), ...conditionLines(conditions, language, '  ')];
  if (explanation.outcome === 'not-matched') {
    const { lacking, nearest } = explanation;
    return [
      head(`${say('does not hold', 'non constaté')}, ${asOfWords(asOf)}`),
      `${say('Lacking:', 'Il manque :')} ${lacking[language]}`,
      ...list,
      ...(nearest
        ? [
            `${say('It came closest', 'Au plus près')} ${asOfWords(nearest.asOf)}${say(':', ' :')} ${nearest.lacking[language]}`,
          ]
        : []),
    ].join('\n');
  }
  const { strength, sentence, minimalEvidence, grades } = explanation;
  const grade = grades.find(({ holds }) => holds);
  return [
    head(`${say('holds', 'constaté')}, ${asOfWords(asOf)}`),
    sentence[language],
    say(`Strength ${strength} of 5`, `Force ${strength} sur 5`) + (grade ? say(':', ' :') : ''),
    ...(grade ? conditionLines(grade.conditions, language, '  ') : []),
    ...list,
    ...evidenceLines(minimalEvidence, ledger, language),
  ].join('\n');
}

function evidenceLines(
  { entries, isMinimal }: Matched['minimalEvidence'],
  ledger: Ledger,
  language: Language,
): string[] {
  const say = (en: string, fr: string) => (language === 'en' ? en : withFrenchSpaces(fr));
  if (entries.length === 0) {
    return [
      say(
        'It rests on records or facts on file, on no transaction.',
        'Ce constat repose sur des renseignements au dossier, sur aucune opération.',
      ),
    ];
  }
  const head = isMinimal
    ? say(
        'Entries that suffice; without any one of them it would not hold:',
        'Opérations qui suffisent ; sans l’une d’elles, il n’y aurait rien :',
      )
    : say('Entries that suffice:', 'Opérations qui suffisent :');
  return [head, ...entryLines(entries, ledger, language)];
}

function conditionLines(
  condition: ExplainedCondition,
  language: Language,
  indent: string,
): string[] {
  const sign = condition.holds ? '+' : '-';
  if ('measure' in condition) return [`${indent}${sign} ${condition.words[language]}`];
  const say = (en: string, fr: string) => (language === 'en' ? en : withFrenchSpaces(fr));
  const [group, parts] =
    'all' in condition
      ? [say('all of', 'tout ceci'), condition.all]
      : 'any' in condition
        ? [say('any of', 'l’un de ceux-ci'), condition.any]
        : [say('not', 'contraire de'), [condition.not]];
  return [
    `${indent}${sign} ${group}`,
    ...parts.flatMap((part) => conditionLines(part, language, `${indent}  `)),
  ];
}

function entryLines(refs: readonly EntryRef[], ledger: Ledger, language: Language): string[] {
  const wanted = new Set(refs.map((ref) => JSON.stringify(Object.values(ref))));
  return entriesInOrder(ledger)
    .filter((entry) => wanted.has(JSON.stringify(Object.values(entryRef(entry)))))
    .map((entry) => `  ${entryText(entry, language)}`);
}

function entryText(entry: Entry, language: Language): string {
  const { at, kind, direction, amount, merchant, counterparty } = entry;
  const money = new Intl.NumberFormat(language === 'en' ? 'en-CA' : 'fr-CA', {
    style: 'currency',
    currency: amount.currency,
  }).format(amount.minor / 100);
  const other = plainText(merchant ?? counterparty?.name ?? '');
  const { one } = thingsOf(kindThings[kind][direction], speechOf(language));
  return [at, money, one, ...(other ? [other] : [])].join('  ');
}
