import { describe, expect, test } from 'vitest';
import type { Indicator, Suppressor } from '../../lib/indicators/indicator.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import { type ListSection, listWords } from '../../lib/indicators/words/list-words.ts';
import type { Language } from '../../lib/translated.ts';
import { mutantsOf } from '../mutants.ts';
import { rulebook } from '../read-rules.ts';
import { documentInWords } from './document-in-words.ts';
import { listCodes } from './list-codes.ts';

const { indicators, suppressors, lists } = rulebook;
const documents = [...indicators, ...suppressors];
const languages = ['en', 'fr'] as const;

/** All that is said of a document, as one text. */
function said(document: Indicator | Suppressor, language: Language): string {
  const { named, conditions, grades, onlyTold } = documentInWords(
    document,
    lists.factCodes,
    language,
  );
  return JSON.stringify([named, conditions, grades, onlyTold]);
}

/** One measure that must be at least so much. */
const asking = (measure: Measure, value: number, operator = 'greaterThanInclusive') =>
  ({
    ...indicators[0],
    grades: undefined,
    measures: { counted: measure },
    conditions: { all: [{ fact: 'counted', operator, value }] },
  }) as unknown as Indicator;
const condition = (document: Indicator, language: Language) =>
  documentInWords(document, lists.factCodes, language).conditions.lines;

describe.each<[string, Indicator, string, string]>([
  [
    'a count',
    asking({ count: { kind: 'cash', night: true }, over: '30d' }, 4),
    '- **At least 4** cash movements between 22:00 and 06:00 local time, within 30 days',
    '- **Au moins 4** mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours',
  ],
  [
    'one',
    asking({ count: { kind: 'cash', direction: 'in' }, over: '1d' }, 1),
    '- **At least 1** cash deposit, within 1 day',
    '- **Au moins 1** dépôt d’espèces, en 1 jour',
  ],
  [
    'none',
    asking({ count: { kind: 'bill_payment', direction: 'out' }, over: '60d' }, 1, 'lessThan'),
    '- **No** bill payment, within 60 days',
    '- **Aucun** paiement de facture, en 60 jours',
  ],
  [
    'a sum',
    asking(
      { sum: { kind: ['cash', 'cheque'], amount: { atMost: 999_999 } }, over: '24h' },
      1_000_000,
    ),
    '- The total of movements (cash or cheque), of $9,999.99 or less, within 24 hours: **at least $10,000**',
    '- Le total des mouvements d’argent (espèces ou chèque), de 9\u00a0999,99\u00a0$ ou moins, en 24 heures\u00a0: **au moins 10\u00a0000\u00a0$**',
  ],
  [
    'different values',
    asking(
      { distinct: 'terminal', of: { kind: 'cash', direction: 'out' }, over: '7d' },
      3,
      'greaterThan',
    ),
    '- **More than 3** different machines among cash withdrawals, within 7 days',
    '- **Plus de 3** guichets différents parmi les retraits d’espèces, en 7 jours',
  ],
  [
    'pairs',
    asking(
      {
        pairs: {
          first: { kind: 'emt', direction: 'in' },
          next: { kind: 'cash', direction: 'out' },
        },
        within: '48h',
        same: ['city'],
        atMostKm: 1,
        over: '30d',
      },
      2,
    ),
    '- **At least 2** pairs in which [a] incoming e-transfer goes with [b] cash withdrawal, less than 48 hours later (same city; at most 1 km apart), both within 30 days',
    '- **Au moins 2** paires où [a] virement Interac reçu va avec [b] retrait d’espèces, moins de 48 heures plus tard (la même ville; à au plus 1\u00a0km l’un de l’autre), les deux en 30 jours',
  ],
])('given %s', (_, document, en, fr) => {
  test('when it is told, then with its filters, its window and its threshold', () => {
    expect(condition(document, 'en')).toEqual([en]);
    expect(condition(document, 'fr')).toEqual([fr]);
  });
});

describe.each(languages)('in %s', (language) => {
  test.each(documents)('$id: any small change of it is told', (document) => {
    const own = said(document, language);
    const untold = mutantsOf(document as Indicator)
      .filter(({ indicator }) => said(indicator, language) === own)
      .map(({ change }) => change);
    expect(untold).toEqual([]);
  });
});

test.each(documents)('$id: nothing of it is told by a code', (document) => {
  for (const language of languages) {
    const text = said(document, language)
      .replaceAll(/HT-[A-Z]{3}-\d{3}|FINTRAC|CANAFE/g, '')
      // The heading of a media report is quoted as it stands.
      .replaceAll(/(?:under the heading|sous la rubrique) .*?"/g, '');
    expect(text.match(/[A-Z]{2,}-[A-Z]+|[a-z]_[a-z]|\b[A-Z]{4,}\b/g)).toBeNull();
  }
});

test('no two lists of a kind have one name, and every list has a name', () => {
  for (const section of Object.keys(listWords) as ListSection[]) {
    expect(Object.keys(listWords[section]).sort()).toEqual(listCodes(section, lists).sort());
    for (const language of languages) {
      const names = Object.values(listWords[section]).map((words) => words[language]);
      expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
    }
  }
});
