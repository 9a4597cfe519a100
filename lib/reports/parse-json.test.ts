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

/** JSON as somebody else writes it: members in any number, also twice, and text that looks like more. */
type Written = { text: string; isRepeated: boolean };
const anyWritten = fc.letrec<{ value: Written; object: Written; list: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .oneof(fc.constantFrom('a', '"', '\\', '\\"', '{"a":"a"}', '", "a": "', ''), fc.integer())
      .map((plain) => ({ text: JSON.stringify(plain), isRepeated: false })),
    tie('object'),
    tie('list'),
  ),
  object: fc
    // One key with an escape: V8 13.6 takes one such key for another of its length now and then.
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '"', '', '1'), tie('value')), {
      maxLength: 4,
    })
    .map((members) => ({
      text: `{${members.map(([key, { text }]) => ` ${JSON.stringify(key)} : ${text}`).join(',')}}`,
      isRepeated:
        new Set(members.map(([key]) => key)).size < members.length ||
        members.some(([, { isRepeated }]) => isRepeated),
    })),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => ({
    text: `[${items.map(({ text }) => text).join(', ')}]`,
    isRepeated: items.some(({ isRepeated }) => isRepeated),
  })),
})).value;

test('for any text, it is refused exactly when a key stands twice in an object', () => {
  fc.assert(
    fc.property(anyWritten, ({ text, isRepeated }) => {
      const expected = isRepeated ? { fault: 'duplicate-key' } : { value: JSON.parse(text) };
      expect(parseJson(text)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('given 16 levels or 10,000 keys in an object, then it is read, and one more is refused', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(parseJson(nested(16))).toHaveProperty('value');
  expect(parseJson(nested(17))).toEqual({ fault: 'nested-too-deeply' });
  const wide = (keys: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, 'x'])));
  expect(parseJson(wide(10_000))).toHaveProperty('value');
  expect(parseJson(wide(10_001))).toEqual({ fault: 'too-many-keys' });
});
