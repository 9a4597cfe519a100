import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test.each([
  ['{"a":1,"a":2}', 'duplicate-key'],
  ['{"a":1,"\\u0061":2}', 'duplicate-key'],
  ['[{"a":{"b":1,"c":{},"b":2}}]', 'duplicate-key'],
  ['{"__proto__":{"admin":true}}', 'forbidden-key'],
  ['{"a":{"constructor":1}}', 'forbidden-key'],
  ['{"a" : 1, "prototype" : 2}', 'forbidden-key'],
  ['['.repeat(17), 'nested-too-deeply'],
  ['{"a":', 'not-json'],
  ['{"a":1}}', 'not-json'],
  ['{"a":"', 'not-json'],
  ["{'a':1}", 'not-json'],
  ['', 'not-json'],
])('given %s, then it is refused as %s', (text, fault) => {
  expect(parseJson(text)).toEqual({ fault });
});

test('given the same key in two objects, or as a value, then it is read', () => {
  const value = [{ a: 'a' }, { a: 'a:"b"' }, { b: ['a', 'a'], a: '\\' }];
  expect(parseJson(JSON.stringify(value))).toEqual({ value });
});

test('for any value without forbidden keys, it is read as JSON.parse reads it', () => {
  const values = fc
    .jsonValue({ maxDepth: 5 })
    .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});
