import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../test/support/build-test-package.ts';
import type { DisclosurePackage, PackageTransaction } from './package.ts';
import { renderPdf } from './render-pdf.ts';

const pagesOf = (pdf: Buffer): number =>
  Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);

const packages: [string, DisclosurePackage][] = [
  ['an English police service', build()],
  ['a French police service', build({ ...toronto, language: 'fr' })],
  ['an agency that is no police service', build(border)],
];

describe.each(packages)('given a package for %s', (_, held) => {
  test('when it is rendered twice, then the bytes are the same', async () => {
    const pdf = await renderPdf(held);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.equals(await renderPdf(held))).toBe(true);
    expect(pagesOf(pdf)).toBeGreaterThanOrEqual(4);
  });
});

describe('given a package that holds next to nothing', () => {
  const empty: DisclosurePackage = {
    ...build(),
    parties: [],
    possibleVictims: [],
    referrals: [],
    accounts: [],
    transactions: [],
    reports: [],
    reportCounts: [],
    reporterCounts: [],
    indicators: [],
    relationships: [],
  };

  test('when it is rendered, then only the cover and the grounds are there', async () => {
    expect(pagesOf(await renderPdf(empty))).toBe(2);
  });

  test('when the grounds are long, then they run on over further pages', async () => {
    const statement = 'Cash is deposited at night by one person for another. '.repeat(400);
    const pdf = await renderPdf({ ...empty, grounds: { statement, facts: [] } });
    expect(pagesOf(pdf)).toBeGreaterThan(3);
  });
});

describe('given a package of 400 transactions', () => {
  const held = build();
  const [any] = held.transactions;
  const transactions = Array.from({ length: 400 }, (_, index) => ({
    ...(any as PackageTransaction),
    label: `T${index + 1}`,
  }));

  test('when it is rendered, then over as many pages as rows need', async () => {
    const pdf = await renderPdf({ ...held, transactions });
    expect(pagesOf(pdf)).toBeGreaterThan(15);
    expect(pagesOf(pdf)).toBeLessThan(40);
  });
});

test.each([
  ['run from right to left', 'שלום'.repeat(25)],
  ['are in Arabic', 'سلام'.repeat(25)],
  ['have a hundred letters and no space', 'Wolfeschlegelstein'.repeat(6)],
  ['bear marks that the font lacks', 'Nguyễn Łukasz Đặng'],
  ['hold emoji and control characters', 'A\u202e\u0007😀'],
])('given names that %s, then the package is rendered all the same', async (_, name) => {
  const held = build();
  const parties = held.parties.map((party) => ({ ...party, names: [name], aliases: [name] }));
  expect(pagesOf(await renderPdf({ ...held, parties }))).toBeGreaterThanOrEqual(4);
});
