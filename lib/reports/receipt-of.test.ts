import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Examined } from './examine-record.ts';
import { type FindingCode, findings, severityOf } from './findings.ts';
import { receiptOf } from './receipt-of.ts';
import { maxFindings, receiptSchema } from './receipts.ts';
import type { Outcome } from './register.ts';

const codes = Object.keys(findings) as FindingCode[];
const warnings = codes.filter((code) => severityOf({ pointer: '', code }) === 'warning');
const examined = (...found: FindingCode[]): Examined => ({
  position: 6,
  line: 8,
  reference: 'STR-1',
  findings: found.map((code) => ({ pointer: '', code })),
});

describe('given what the register says of a valid record, then its receipt says what to do', () => {
  test.each<[Outcome, string, FindingCode[]]>([
    ['accepted', 'accepted', []],
    ['accepted-before-original', 'accepted-with-warnings', ['original-unknown']],
    ['duplicate', 'duplicate', ['already-known']],
    ['duplicate-of-withdrawn', 'duplicate', ['withdrawn-before']],
    ['duplicate-of-replaced', 'duplicate', ['replaced-before']],
    ['conflicting-duplicate', 'conflicting-duplicate', ['reference-in-conflict']],
    ['superseded', 'superseded', ['newer-version-known']],
  ])('%s', (outcome, verdict, found) => {
    expect(receiptOf(examined(), outcome)).toEqual({
      record: 7,
      line: 8,
      reference: 'STR-1',
      verdict,
      findings: found.map((code) => ({ pointer: '/reference', code })),
    });
  });
});

test('given a warning about an accepted record, then it is accepted with warnings', () => {
  expect(receiptOf(examined('totals-differ'), 'accepted').verdict).toBe('accepted-with-warnings');
});

test('given a rejected record, then what rejects stands before what warns', () => {
  const { verdict, findings: told } = receiptOf(
    examined('totals-differ', 'suspicion-missing'),
    undefined,
  );
  expect(verdict).toBe('rejected');
  expect(told.map(({ code }) => code)).toEqual(['suspicion-missing', 'totals-differ']);
});

test('for any number of warnings, the receipt keeps its limit and still says what to do', () => {
  const many = fc.array(fc.constantFrom(...warnings), { maxLength: 3 * maxFindings });
  const notSimplyIn = fc.constantFrom<Outcome>(
    'duplicate',
    'duplicate-of-withdrawn',
    'conflicting-duplicate',
    'superseded',
  );
  fc.assert(
    fc.property(many, notSimplyIn, (found, outcome) => {
      const receipt = receiptOf(examined(...found), outcome);
      expect(receiptSchema.parse(receipt)).toEqual(receipt);
      expect(receipt.verdict).toBe(receiptOf(examined(), outcome).verdict);
      expect(receipt.findings[0]?.pointer).toBe('/reference');
    }),
  );
});
