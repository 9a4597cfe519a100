import { describe, expect, test } from 'vitest';
import { amendmentOf, type NamedPackage } from './amendment-of.ts';
import type { DisclosurePackage, PackageTransaction } from './package.ts';

const first = 'disclosure-0000000000000001';
const keys = ['A', 'B', 'C'].map((reference) => ({ entity: '1234567', reference }));
const since = '2026-11-22T09:00:00Z';

const row = (label: string, report: string, number: string, amount = '1.00') =>
  ({
    label,
    report,
    number,
    date: '2026-11-06',
    localTime: '10:00:00-05:00',
    method: 'Online',
    status: 'completed',
    placeOfBusiness: {},
    starts: [{ manner: 'Cash', amount, currency: 'CAD', conductors: [], sources: [] }],
    completions: [],
    payers: 0,
  }) as unknown as PackageTransaction;

const named = (
  reports: readonly (typeof keys)[number][],
  transactions: PackageTransaction[],
  titles: string[],
): NamedPackage<DisclosurePackage> => ({
  roles: undefined,
  reports,
  indicators: titles.map((_, place) => `HT-SEX-00${place + 1}`),
  contents: {
    disclosureId: first,
    cover: { language: 'fr' },
    transactions,
    indicators: titles.map((title) => ({ title })),
  } as unknown as DisclosurePackage,
});

const before = named(
  keys,
  [row('T1', 'R1', 'a'), row('T2', 'R2', 'b'), row('T3', 'R2', 'c'), row('T4', 'R3', 'd')],
  ['Un', 'Deux'],
);

describe('given a package of three reports and the one in its place', () => {
  const now = named(keys.slice(1, 2), [row('T1', 'R1', 'b'), row('T2', 'R1', 'c', '2.00')], ['Un']);
  const [withdrawn, changed] = keys;
  if (!withdrawn || !changed) throw new Error('no keys');
  const amendment = amendmentOf(before, now, [
    { ...withdrawn, became: 'withdrawn', since },
    { ...changed, became: 'changed', since },
  ]);

  test('then each report and transaction is told of by its label in the first package', () => {
    expect(amendment).toMatchObject({
      effect: 'replaces',
      reports: [
        { label: 'R1', became: 'withdrawn' },
        { label: 'R2', became: 'changed' },
        { label: 'R3', became: 'left-out' },
      ],
      transactions: [
        { label: 'T1', became: 'withdrawn' },
        { label: 'T3', became: 'changed', now: 'T2' },
        { label: 'T4', became: 'left-out' },
      ],
      indicators: [{ title: 'Deux' }],
    });
  });

  test('then it is told in words, in the language of the package', () => {
    expect(amendment.words.slice(1)).toEqual([
      'Déclarations retirées par l’entité déclarante : R1.',
      'Déclarations modifiées par l’entité déclarante : R2.',
      'Déclarations sur lesquelles plus rien ne s’appuie : R3.',
      'Opérations qui ne sont plus déclarées : T1.',
      'Opérations désormais déclarées autrement : T3.',
      'Opérations qui ne font plus partie de ce qui est communiqué : T4.',
      'Ne tient plus : « Deux ».',
    ]);
  });
});

test('given the same package again, then it says that nothing of it changed', () => {
  const { words, ...lists } = amendmentOf(before, before, []);
  expect(lists).toEqual({
    amends: first,
    first,
    effect: 'replaces',
    reports: [],
    transactions: [],
    indicators: [],
  });
  expect(words).toHaveLength(2);
});

test('given what was an amendment itself, then the first of all is named beside it', () => {
  const second = 'disclosure-0000000000000002';
  const amended = {
    ...before,
    contents: {
      ...before.contents,
      disclosureId: second,
      amendment: { ...amendmentOf(before, before, []) },
    },
  };
  expect(amendmentOf(amended, undefined, [])).toMatchObject({
    amends: second,
    first,
    effect: 'withdraws',
  });
});

describe('given a package in the place of another that tells more', () => {
  const now = named(
    [...keys, { entity: '1234567', reference: 'D' }],
    [...before.contents.transactions, row('T5', 'R4', 'e')],
    ['Un', 'Deux', 'Trois'],
  );
  const party = (name: string) => `party:${name.padEnd(24, '0')}`;
  const roles = (...all: ('controller-like' | 'exploited-like' | 'unknown')[]) =>
    all.map((role, place) => ({ subject: party(String(place)), role }));

  test('then what is new is told by the labels of the package itself', () => {
    const { added, words } = amendmentOf(before, now, []);
    expect(added).toEqual({
      reports: ['R4'],
      transactions: ['T5'],
      indicators: [{ title: 'Trois' }],
    });
    expect(words.slice(1)).toEqual([
      'Nouvelles déclarations, selon les étiquettes du présent dossier : R4.',
      'Nouvelles opérations, selon les étiquettes du présent dossier : T5.',
      'Tient désormais aussi : « Trois ».',
    ]);
  });

  test('when nothing is new, then nothing is said of it', () => {
    expect(amendmentOf(before, before, [])).not.toHaveProperty('added');
  });

  test('when some of whom it told are seen as possible victims now, then that is told first, without names', () => {
    const then = { ...before, roles: roles('controller-like', 'unknown') };
    const since = { ...before, roles: roles('exploited-like', 'exploited-like') };
    const { nowPossibleVictims, words } = amendmentOf(then, since, []);
    expect(nowPossibleVictims).toBe(2);
    expect(words[1]).toBe(
      '2 personnes dont il y était question sont maintenant considérées comme des victimes possibles.',
    );
  });

  test('when it is not known what the first told of them, then nothing is claimed', () => {
    const since = { ...before, roles: roles('exploited-like') };
    expect(amendmentOf(before, since, [])).not.toHaveProperty('nowPossibleVictims');
  });
});
