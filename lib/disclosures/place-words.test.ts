import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, toronto } from '../../test/support/build-test-package.ts';
import { adSite, alex, onFile, payer, robin } from '../../test/support/disclosure-case.ts';
import type { Party } from '../reports/report.ts';
import { addressWords, countryCode, countryWords, issuerWords } from './place-words.ts';
import { transactionsCsv } from './rendering/transactions-csv.ts';

const house = { building: '12', street: 'Sample St' };

describe('given an address', () => {
  test.each([
    [
      'of Canada',
      { ...house, unit: '4', city: 'Toronto', province: 'ON', postal: 'M5V0X0', country: 'CA' },
      '4-12 Sample St, Toronto ON  M5V 0X0, Canada',
    ],
    [
      'of a Canadian province, without a country',
      { ...house, city: 'Toronto', province: 'ON', postal: 'm5v-0x0' },
      '12 Sample St, Toronto ON  M5V 0X0',
    ],
    [
      'of Canada with a district',
      { ...house, district: 'Scarborough', city: 'Toronto', country: 'CA' },
      '12 Sample St, Scarborough, Toronto, Canada',
    ],
    [
      'of another country',
      { city: 'Cebu', postal: '6000', country: 'PH' },
      'Cebu, 6000, Philippines',
    ],
    [
      'of a state whose code is none of Canada’s',
      { city: 'Buffalo', province: 'NY', postal: '14201', country: 'US' },
      'Buffalo, NY 14201, United States',
    ],
    ['of a country alone', { country: 'PH' }, 'Philippines'],
    ['in one text', { unstructured: 'Pier 4, Cebu' }, 'Pier 4, Cebu'],
    ['that says nothing', {}, undefined],
  ])('when it is one %s, then it is told as it is written there', (_, address, line) => {
    expect(addressWords(address, 'en')).toBe(line);
  });

  test('when the package is French, then its country is', () => {
    expect(addressWords({ city: 'Berlin', country: 'DE' }, 'fr')).toBe('Berlin, Allemagne');
  });
});

test.each([
  [{ province: 'QC', country: 'CA' }, 'Quebec, Canada', 'Québec, Canada'],
  [{ province: 'BC' }, 'British Columbia', 'Colombie-Britannique'],
  [{ province: 'NY', country: 'US' }, 'NY, United States', 'NY, États-Unis'],
  [{ country: 'TR' }, 'Türkiye', 'Turquie'],
  [{}, undefined, undefined],
])('given an issuer %j, then it is told by its names', (place, en, fr) => {
  expect(issuerWords(place, 'en')).toBe(en);
  expect(issuerWords(place, 'fr')).toBe(fr);
});

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const current = fc
  .tuple(letter, letter)
  .map((two) => two.join(''))
  .filter((code) => new Intl.Locale(`und-${code}`).region === code);

test('given any code in use, then its words in either language lead back to it', () => {
  fc.assert(
    fc.property(current, fc.constantFrom('en' as const, 'fr' as const), (code, language) => {
      expect(countryCode(countryWords(code, language))).toBe(code);
    }),
  );
});

test('given a report that tells countries as codes, then no field of its party does', () => {
  const filed: Party = {
    ...alex,
    address: { country: 'PH' },
    residence: 'PH',
    citizenship: 'PH',
    ids: [{ type: 'passport', number: 'X1', country: 'PH' }],
  };
  const parties = [filed, robin, payer, adSite];
  const reports = [{ ...onFile, report: { ...onFile.report, parties } }];
  const held = build({ ...toronto, language: 'fr' }, reports);
  expect(held.parties.find(({ names }) => names.includes('Alex EXAMPLE'))).toMatchObject({
    addresses: ['Philippines'],
    residences: ['Philippines'],
    citizenships: ['Philippines'],
    idDocuments: [{ type: 'passeport', number: 'X1', issuer: 'Philippines' }],
  });
});

test('given a transaction abroad, then its country is told in words, in the table as well', () => {
  const [first, ...others] = onFile.report.transactions;
  if (!first) throw new Error('no transaction');
  const abroad = { ...first, context: { city: 'Berlin', country: 'DE' } };
  const transactions = [abroad, ...others];
  const reports = [{ ...onFile, report: { ...onFile.report, transactions } }];
  const held = build({ ...toronto, language: 'fr' }, reports);
  expect(held.transactions[0]?.placeOfBusiness).toMatchObject({ country: 'Allemagne' });
  expect(transactionsCsv(held).toString('utf8')).toContain('Allemagne');
});
