import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell } from './csv-cell.ts';

describe('given what a spreadsheet would run, then an apostrophe stands before it', () => {
  test.each([
    ['a sign', '=1+1'],
    ['a plus', '+1'],
    ['a minus', '-1'],
    ['an at', '@SUM(A1)'],
    ['a tab', '\t=1'],
    ['a lone tab', '\tx'],
    ['blanks before it', '  =1'],
    ['a hard blank before it', '\u00a0=1'],
    ['a mark of order before it', '\ufeff=1'],
    ['a zero-width blank before it', '\u200b-1'],
    ['a wide sign', '＝1'],
    ['a wide plus', '＋1'],
    ['a wide minus', '－1'],
    ['a wide at', '＠SUM(A1)'],
    ['a small sign', '﹦1'],
    ['a mathematical minus', '−1'],
  ])('%s', (_what, text) => {
    expect(cell(text)).toBe(`"'${text}"`);
  });
});

test('given line breaks, then the field stays on its line and what follows them runs no more', () => {
  expect(cell('\r=1')).toBe(`"' =1"`);
  expect(cell('a\r\n=1')).toBe('"a =1"');
  expect(cell('a\n"=1')).toBe('"a ""=1"');
});

test('given plain text, numbers or nothing, then they stand as they are', () => {
  expect([cell('STR-1'), cell('a = b'), cell(7), cell(undefined)]).toEqual([
    '"STR-1"',
    '"a = b"',
    '"7"',
    '""',
  ]);
});

test('for any text, the field is one quoted line that does not open like a formula', () => {
  const unit = fc.oneof(fc.string(), fc.constantFrom('=', '-', '＝', ' ', '\t', '\r', '\n', '"'));
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const written = cell(parts.join(''));
      expect(written).toMatch(/^"(?:[^"\r\n]|"")*"$/);
      expect(written.slice(1).normalize('NFKC').trimStart()).not.toMatch(/^[=+\-@]/);
    }),
  );
});
