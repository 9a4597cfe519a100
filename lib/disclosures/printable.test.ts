import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['Élise LE BŒUF', 'Élise LE BŒUF', false],
  ['8\u202f915,00\u00a0$', '8 915,00 $', false],
  ['Łukasz Nguyễn', 'Lukasz Nguyên', true],
  ['שלום עולם', '[Hebrew]', true],
  ['Sam سلام', 'Sam [Arabic]', true],
  ['A\u202eB', 'AB', true],
  ['😀', '[other characters]', true],
])('“%s” is drawn as “%s”', (given, text, changed) => {
  expect(printable(given, 'en')).toEqual({ text, changed });
});

test('a script is named in the language of the document', () => {
  expect(printable('Привет', 'fr').text).toBe('[cyrillique]');
});

test('for any text, what is drawn can be drawn, and drawing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const { text } = printable(given, 'en');
      expect(printable(text, 'en')).toEqual({ text, changed: false });
    }),
  );
});
