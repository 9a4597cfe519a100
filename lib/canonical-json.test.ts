import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, writtenFieldByField } from './canonical-json.ts';

/** Keys as they come, among them those that objects do not list where they were set. */
const keys = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a', 'b', 'B', 'é', '', '__proto__', 'constructor', 'toJSON', 'length'),
  fc.nat(200).map(String),
  fc.constantFrom('01', '-1', '1.5', '4294967294', '4294967295', '9007199254740991', ':'),
);

const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.jsonValue({ maxDepth: 2, noUnicodeString: false }), fc.constant(undefined)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 40 }).map(objectOf),
  ),
}));

/** Set as JSON.parse sets them: `__proto__` is a key like any other. */
function objectOf(members: [string, unknown][]): object {
  const object = {};
  for (const [key, value] of members) {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

/** The same, its keys set in the other direction. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toReversed();
  return objectOf(members.map(([key, member]) => [key, reversed(member)]));
}

test('for any value, it is the text that is written field by field', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalJson(value)).toBe(writtenFieldByField(value));
    }),
    { numRuns: 1000 },
  );
});

test('for any value, the order in which keys were set changes nothing', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
    }),
  );
});

describe('given keys', () => {
  test('then they are sorted by code unit, at every depth', () => {
    const value = { b: [{ d: 1, c: null }], a: 'é', B: true, _: -0 };
    expect(canonicalJson(value)).toBe('{"B":true,"_":0,"a":"é","b":[{"c":null,"d":1}]}');
  });

  test('that are numbers, then they are sorted as texts', () => {
    expect(canonicalJson({ 9: 1, 10: 2, a: 3 })).toBe('{"10":2,"9":1,"a":3}');
    expect(canonicalJson([{ a: { 10: 2, 9: 1 } }])).toBe('[{"a":{"10":2,"9":1}}]');
  });

  test('that name the prototype, then they are written like any other', () => {
    expect(canonicalJson(JSON.parse('{"a":1,"__proto__":{"b":2}}'))).toBe(
      '{"__proto__":{"b":2},"a":1}',
    );
  });

  test('without a value, then they are left out', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
    expect(canonicalJson({ 1: undefined, a: undefined })).toBe('{}');
  });

  test('that are many, then they are sorted as well', () => {
    const names = Array.from({ length: 100 }, (_, at) => `k${(at * 37) % 100}`);
    const value = Object.fromEntries(names.map((name) => [name, 0]));
    expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual(names.toSorted());
  });
});
