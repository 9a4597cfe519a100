import { describe, expect, test } from 'vitest';
import { bracketedNames, matcherOf } from './text-matching.ts';

describe('a list of terms', () => {
  const matches = matcherOf(['half hour', 'in-call', 'agence d’escorte', 'reçoit', '🍕']);

  test.each(['Half  HOUR tonight', 'in call', "AGENCE D'ESCORTE", 'recoit', 'for 🍕🍕'])(
    'is found in %j',
    (text) => expect(matches(text)).toBe(true),
  );
  test.each(['half an hour', 'behalf hour', 'incalls', 'hour half', 'half', '', '🍔'])(
    'is not found in %j',
    (text) => expect(matches(text)).toBe(false),
  );

  test('is asked of a long text in no time', () => {
    const hostile = 'half '.repeat(100_000);
    const begun = performance.now();
    expect(matches(hostile)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('a second name', () => {
  test.each([
    ['jane@example.com (Bambi)', ['bambi']],
    ['Jane "Candy" Sample', ['candy']],
    ['Jane « Chérie » [Star]', ['cherie', 'star']],
    ['(x) (12) () (a name that is far too long to be one)', []],
    ['(((((((((((', []],
  ])('in %j', (text, names) => {
    expect(bracketedNames(text)).toEqual(names);
  });
});
