import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiptView } from './receipt-view.ts';
import { cell, receiptsCsv } from './receipts-csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'given %j, then no spreadsheet runs it',
  (text) => {
    expect(cell(text)).toBe(`"'${text}"`);
  },
);

test('for any text, the cell is one quoted field that does not open like a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = cell(text);
      expect(written).toMatch(/^"(?:[^"]|"")*"$/s);
      expect(written).not.toMatch(/^"[=+\-@\t\r\n]/);
    }),
  );
});

test('given receipts, then there is a row for each finding and one for a record without any', () => {
  const accepted = { record: 1, line: 2, verdict: 'accepted' as const, findings: [] };
  const rejected = {
    record: 2,
    reference: 'STR-2',
    verdict: 'rejected' as const,
    findings: [
      { pointer: '/suspicion', code: 'suspicion-missing' as const },
      { pointer: '/actionTaken', code: 'action-taken-missing' as const },
    ],
  };
  const lines = receiptsCsv([accepted, rejected].map(receiptView)).split('\r\n');
  expect(lines).toHaveLength(1 + 1 + 2 + 1);
  expect(lines[1]).toBe('"1","2","","accepted","","","","",""');
  expect(lines[2]).toMatch(
    /^"2","","STR-2","rejected","reject","suspicion-missing","\/suspicion",/,
  );
});
