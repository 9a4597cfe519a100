import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { fontBytes, fontFor } from './fonts.ts';
import { unpackWoff } from './woff.ts';

test('given the font that came packed, then it is a font of the letters that the other lacks', () => {
  const font = create(fontBytes('rest'));
  expect(font).toMatchObject({ numGlyphs: expect.any(Number) });
  expect(fontFor('王'.codePointAt(0) ?? 0, 'regular')).toBe('rest');
  expect(fontFor('é'.codePointAt(0) ?? 0, 'bold')).toBe('bold');
});

test('given other bytes, then they are refused', () => {
  expect(() => unpackWoff(Buffer.alloc(60))).toThrow('not a WOFF file');
});
