import { describe, expect, test } from 'vitest';
import type { Conditions, Indicator, Suppressor } from '../lib/indicators/indicator.ts';
import { clausesIn, placeholdersIn, renderSentence } from '../lib/indicators/sentence.ts';
import { rulebook } from './read-rules.ts';

const documents = [...rulebook.indicators, ...rulebook.suppressors];

/** What a count is at least wherever the conditions hold; of a fact that they do not bound, nothing. */
function leastOf(conditions: Conditions): Map<string, number> {
  if ('all' in conditions) return merged(conditions.all.map(leastOf), Math.max);
  if ('any' in conditions) {
    const parts = conditions.any.map(leastOf);
    const least = merged(parts, Math.min);
    return new Map([...least].filter(([fact]) => parts.every((part) => part.has(fact))));
  }
  if ('not' in conditions) return new Map();
  const { fact, operator, value } = conditions;
  if (operator === 'greaterThan') return new Map([[fact, Math.floor(value) + 1]]);
  const bounds = operator === 'greaterThanInclusive' || operator === 'equal';
  return new Map(bounds ? [[fact, Math.ceil(value)]] : []);
}

function merged(parts: readonly Map<string, number>[], choose: (...all: number[]) => number) {
  const least = new Map<string, number>();
  for (const [fact, value] of parts.flatMap((part) => [...part])) {
    least.set(fact, choose(least.get(fact) ?? value, value));
  }
  return least;
}

/** Counts that the conditions do not bound themselves, and what holds them above 0. */
const heldAboveNone: Record<string, string> = {
  'HT-CSE-002 eveningSends60d': 'its share is 70% or more',
  'HT-CSE-002 knownAges60d': 'it is left out with the ages it tells of',
  'HT-CSE-002 muchYounger60d': 'it is 70% or more of the ages, or left out with them',
  'HT-CSE-006 daysThere365d': 'the stays are of those days',
  'HT-CSE-006 stays365d': '60 of 365 days cannot all be apart',
  'HT-CSE-008 fileHosts60d': 'somebody got the money',
  'HT-CSE-015 codedTransfers60d': 'the people are those of the transfers',
  'HT-CSE-024 centReceivers30d': 'those with words are among them',
  'HT-LAB-002 paydays90d': 'the emptied paydays are among them',
  'HT-LAB-026 companionNotes90d': 'the notes of held papers are among them',
  'HT-LAB-027 cashInZ90d': 'it is no count',
  'HT-LAB-028 householdPays90d': 'the returned pays are among them',
  'HT-SEX-007 withdrawals30d': 'those at private machines are among them',
  'HT-SEX-011 cashAboveIndustry60d': 'it is no count',
  'HT-SEX-014 busiestTransfers30d': 'the busiest has 6 or more',
  'HT-SEX-028 everydayPurchases60d': 'a share of nothing holds no condition',
  'HT-SEX-031 lodgingCities30d': 'those of 14 days are among them',
  'HT-SEX-037 lodgingNearHome30d': 'the money was paid in it',
  'HT-SEX-038 tickets30d': 'the passengers are those of the tickets',
  'HT-SEX-040 parkingByLodging30d': 'its share is 30% or more',
  'HT-SEX-058 giftSitePurchases30d': 'the money was paid in it',
  'HT-SEX-061 oneFunderLoads60d': 'its share is 90% or more',
  'HT-SEX-076 procedures180d': 'those for others are among them',
  'HT-SEX-091 nightSales30d': 'its share is 25% or more',
  'HT-SEX-098 distantUtilityPayments90d': 'each utility got two or more',
};

function tellsOfNone(document: Indicator | Suppressor, text: string): string[] {
  const least = leastOf(document.conditions);
  const optional = new Set(
    clausesIn(text).flatMap((inside) => {
      const names = placeholdersIn(inside).filter(({ format }) => format === undefined);
      return names.length === 1 ? names.map(({ name }) => name) : [];
    }),
  );
  return placeholdersIn(text)
    .filter(({ format, saysNone }) => format === undefined && !saysNone)
    .map(({ name }) => name)
    .filter((name) => !optional.has(name) && (least.get(name) ?? 0) < 1)
    .filter((name) => heldAboveNone[`${document.id} ${name}`] === undefined);
}

describe.each(documents)('the sentence of $id', (document) => {
  test.each(['en', 'fr'] as const)(
    'in %s leaves out what did not happen, or says so',
    (language) => {
      expect(tellsOfNone(document, document.sentence[language])).toEqual([]);
    },
  );
});

/** What is told of a rule for numbers that are 0 unless they are given. */
function told(id: string, numbers: Record<string, number>) {
  const document = documents.find((one) => one.id === id);
  if (!document) throw new Error(`no ${id}`);
  const none = Object.fromEntries(Object.keys(document.measures).map((name) => [name, 0]));
  return renderSentence(document.sentence, { ...none, ...numbers });
}

test.each([
  [
    'HT-SEX-013',
    { sharedAliases60d: 1 },
    'Within 60 days transfers named somebody by a second name in brackets; 1 such name of the client was used by two senders or more.',
    'En 60 jours, des virements portaient un second nom entre parenthèses; 1 tel nom du client a été employé par au moins deux expéditeurs.',
  ],
  [
    'HT-GEN-010',
    { personalPayers60d: 25 },
    'Paid into a personal account within 60 days; known payers: 25.',
    'Versé sur un compte personnel en 60 jours; payeurs connus : 25.',
  ],
  [
    'HT-SEX-023',
    { deposits30d: 8, medianBalance30dCadMinor: 5000 },
    '8 deposits came in within 30 days, yet half of the days ended with $50.00 or less; no kind of everyday spending and no bill payments were seen.',
    '8 dépôts sont entrés en 30 jours, mais la moitié des jours se sont terminés avec 50,00 $ ou moins; dépenses courantes : aucune; factures payées : aucune.',
  ],
  [
    'HT-GEN-001',
    { cashParts24h: 4, cashParts24hCadMinor: 1_200_000 },
    'Within 7 days no cash deposits of $8,000 to $9,999.99 came in, and within 24 hours 4 smaller parts, $12,000.00 together.',
    'En 7 jours, aucun dépôt d’espèces de 8 000 $ à 9 999,99 $; en 24 heures, 4 parts plus petites, 12 000,00 $ ensemble.',
  ],
  [
    'HT-SEX-082',
    { minorApplications365d: 1 },
    'Within 365 days, 1 attempt was made to open an account for a minor who may not hold one.',
    'En 365 jours, 1 tentative a été faite d’ouvrir un compte pour un mineur qui ne peut pas en détenir.',
  ],
  [
    'HT-SEX-078',
    { topUps30d: 8 },
    'No phone or internet providers paid and 8 prepaid top-ups bought within 30 days.',
    'Aucun fournisseur payé pour le téléphone ou Internet et 8 recharges prépayées achetées en 30 jours.',
  ],
])('%s reads well where only %j is told', (id, numbers, en, fr) => {
  const { en: english, fr: french } = told(id, numbers);
  expect([english, french.replaceAll('\u00a0', ' ')]).toEqual([en, fr]);
});

test('no sentence that is told of all, one or none keeps a bracket, a brace or stray marks', () => {
  for (const { id, measures } of documents) {
    for (const number of [0, 1, 2]) {
      const all = Object.fromEntries(Object.keys(measures).map((name) => [name, number]));
      const { en, fr } = told(id, all);
      expect(`${en} ${fr}`).not.toMatch(/[[\]{}]| {2}| [.,;]|([.,;:])\1/);
    }
  }
});
