import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../test/support/build-test-package.ts';
import { knownShape } from '../../test/support/known-shape.ts';
import { plantedReports } from '../../test/support/planted-reports.ts';
import { packageSchemaText } from './package-schema.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'disclosure-package-1.schema.json');
const validator = new Ajv2020({ strict: false, allErrors: true });
formats.default(validator);
const isValid = validator.compile(JSON.parse(packageSchemaText()));

test('the published schema is that of the code', () => {
  expect(readFileSync(file, 'utf8')).toBe(packageSchemaText());
});

test.each([
  ['an English police service', build()],
  ['a French police service', build({ ...toronto, language: 'fr' })],
  ['an agency that is no police service', build(border)],
  ['a case of 80 reports', knownShape({ reports: 80, transactions: 260 })],
])('given a package for %s, then it fits the published schema', (_, held) => {
  isValid(held);
  expect(isValid.errors).toBeNull();
});

test('for any case, the package fits the published schema', () => {
  fc.assert(
    fc.property(plantedReports, fc.constantFrom(toronto, border), ({ file: filed }, planned) => {
      isValid(build(planned, [filed]));
      expect(isValid.errors).toBeNull();
    }),
    { numRuns: 40 },
  );
});

describe('given something that is no package', () => {
  test.each([
    ['a member that it does not know', { ...build(), score: 21 }],
    ['an amount that is a number', withAmount(640)],
    ['an amount with a sign', withAmount('-640.00')],
    ['another schema', { ...build(), schema: 'disclosure-package/2' }],
  ])('when it has %s, then it does not fit', (_, held) => {
    expect(isValid(held)).toBe(false);
  });
});

function withAmount(amount: unknown) {
  const held = build();
  return {
    ...held,
    transactions: held.transactions.map((one) => ({
      ...one,
      starts: one.starts.map((start) => ({ ...start, amount })),
    })),
  };
}
