import { expect, test } from 'vitest';
import { receiptView } from './receipt-view.ts';
import { receiptsCsv } from './receipts-csv.ts';

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
  expect(lines[1]).toBe('"1","2","","accepted","","","","","",""');
  expect(lines[2]).toMatch(
    /^"2","","STR-2","rejected","reject","suspicion-missing","\/suspicion",/,
  );
});

test('given a later page, then no row of names stands between the records', () => {
  const receipt = receiptView({ record: 1, verdict: 'accepted', findings: [] });
  expect(receiptsCsv([receipt], { header: false })).toBe(
    '"1","","","accepted","","","","","",""\r\n',
  );
});

test('given a finding of a CSV batch, then its row and its column are told', () => {
  const finding = { pointer: '/sector', code: 'unknown-word' as const, line: 7, column: 'sector' };
  const receipt = receiptView({ record: 1, line: 5, verdict: 'rejected', findings: [finding] });
  const [row = ''] = receiptsCsv([receipt], { header: false }).split('\r\n');
  expect(row).toMatch(/^"1","7","","rejected","reject","unknown-word","\/sector",.*,"sector"$/);
});
