import { expect, test } from 'vitest';
import * as z from 'zod';
import { acceptsPlainly, plainParser } from './accepts-plainly.ts';

const small = z.strictObject({
  word: z.string().min(1).max(3),
  code: z.string().regex(/^[A-Z]{2}$/),
  day: z.iso.date(),
  count: z.int().min(0),
  share: z.number().max(1).optional(),
  list: z.array(z.enum(['a', 'b'])).max(2),
  either: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('x'), x: z.boolean() }),
    z.strictObject({ kind: z.literal('y') }),
  ]),
  extra: z.strictObject({ a: z.boolean().optional() }).optional(),
  even: z
    .int()
    .refine((number) => number % 2 === 0)
    .optional(),
  pair: z
    .strictObject({ a: z.int(), b: z.int() })
    .refine(({ a, b }) => a < b)
    .optional(),
  row: z.tuple([z.string(), z.int().nullable(), z.literal(1).optional()]).optional(),
});
const sound = {
  word: 'abc',
  code: 'CA',
  day: '2024-02-29',
  count: 0,
  list: ['a', 'b'],
  either: { kind: 'x', x: false },
};
const accepts = acceptsPlainly(small);

test('given a value that the schema asks for, then the quick look says yes', () => {
  expect(accepts(sound)).toBe(true);
  expect(accepts({ ...sound, share: 1, either: { kind: 'y' } })).toBe(true);
  expect(accepts({ ...sound, even: 2, pair: { a: 1, b: 2 } })).toBe(true);
  expect(accepts({ ...sound, row: ['', null] })).toBe(true);
  expect(accepts({ ...sound, row: ['', 2, 1] })).toBe(true);
});

test.each([
  ['a word too long', { ...sound, word: 'abcd' }],
  ['a word too long, of letters of two units', { ...sound, word: '😀😀😀😀' }],
  ['a word too short', { ...sound, word: '' }],
  ['a code with a line break behind it', { ...sound, code: 'CA\n' }],
  ['a day that never was', { ...sound, day: '2026-02-29' }],
  ['a count that is no integer', { ...sound, count: 0.5 }],
  ['a count beyond safe integers', { ...sound, count: 2 ** 53 }],
  ['a share that is infinite', { ...sound, share: -Infinity }],
  ['nothing for what may be absent', { ...sound, share: null }],
  ['too many', { ...sound, list: ['a', 'a', 'a'] }],
  ['an unknown word in a list', { ...sound, list: ['c'] }],
  ['a field of the other option', { ...sound, either: { kind: 'y', x: true } }],
  ['an unknown field', { ...sound, more: undefined }],
  ['the prototype as a field', JSON.parse('{"__proto__": {}}')],
  ['a missing field', { ...sound, list: undefined }],
  ['a list for an object', []],
  ['a number that a refinement refuses', { ...sound, even: 3 }],
  ['an object that a refinement refuses', { ...sound, pair: { a: 2, b: 2 } }],
  ['an object that is wrong before it is refined', { ...sound, pair: { a: 1, b: '2' } }],
  ['a row that is too short', { ...sound, row: [''] }],
  ['a row that is too long', { ...sound, row: ['', 1, 1, 1] }],
  ['something else in a row', { ...sound, row: ['', '1'] }],
  ['nothing where a row may end', { ...sound, row: ['', 1, null] }],
  ['an object for a row', { ...sound, row: {} }],
  ['a list for an object of which nothing is required', { ...sound, extra: [] }],
  ['nothing', null],
])('given %s, then the quick look says no', (_, value) => {
  expect(small.safeParse(value).success).toBe(false);
  expect(accepts(value)).toBe(false);
});

test.each([
  ['a check of its own', z.string().superRefine(() => {}), 'b'],
  ['a change', z.string().trim(), 'a'],
  ['a default', z.strictObject({ a: z.string().default('a') }), {}],
  [
    'a default for what may be absent',
    z.strictObject({ a: z.string().default('a').optional() }),
    {},
  ],
  ['a coercion', z.coerce.number(), 1],
  ['unknown fields that are dropped', z.object({ a: z.string() }), { a: 'a', b: 'b' }],
  ['a format beyond its pattern', z.ipv6(), '::1'],
  ['a pattern with a memory', z.string().regex(/a/g), 'a'],
  ['two patterns', z.string().regex(/^a/).regex(/b$/), 'ab'],
  ['an exclusive bound', z.number().gt(0), 1],
  ['loose records', z.looseRecord(z.string().regex(/^a/), z.string()), { b: 1 }],
  ['keys that are told', z.record(z.enum(['a']), z.string()), { a: 'a' }],
  ['an option that changes texts', z.union([z.string().trim(), z.string()]), 'a'],
  [
    'an option before that takes the value and changes it',
    z.union([z.object({ a: z.string() }), z.strictObject({ a: z.string(), b: z.string() })]),
    { a: 'a', b: 'b' },
  ],
  ['a length that only code points keep to', z.string().max(3), '😀😀'],
  ['a row with a default', z.tuple([z.string().default('a')]), []],
  ['a row with more behind it', z.tuple([z.string()], z.string()), ['a', 'b']],
  ['a row whose items are changed', z.tuple([z.string().trim()]), ['a']],
  ['a length in doubt', z.string().min(2), 'ab'],
])('given a schema with %s, then the quick look leaves the judgement to it', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
  expect(acceptsPlainly<z.ZodType>(schema)(value)).toBe(false);
});

const kept = z.object({
  values: z.record(z.string().min(1), z.union([z.number(), z.null()])),
  at: z.iso.datetime({ offset: true }),
  rest: z.array(z.unknown()),
});

test('given records, times, nulls and unknown values, then the quick look says yes', () => {
  const value = { values: { a: 1, b: null }, at: '2026-01-02T03:04:05-05:00', rest: [null, {}] };
  expect(acceptsPlainly(kept)(value)).toBe(true);
  expect(kept.parse(value)).toEqual(value);
});

test.each([
  ['a field that is dropped', { more: 1 }],
  ['a key that is too short', { values: { '': 1 } }],
  ['a key that is never taken over', { values: JSON.parse('{"__proto__": 1}') }],
  ['a value of another kind', { values: { a: 'b' } }],
  ['a day that never was', { at: '2026-02-30T00:00:00Z' }],
])('given %s, then a plain parser does as the schema does', (_, change) => {
  const value = { values: {}, at: '2026-01-02T03:04:05Z', rest: [], ...change };
  expect(acceptsPlainly(kept)(value)).toBe(false);
  const outcome = (parse: (given: unknown) => unknown) => {
    try {
      return parse(value);
    } catch (failure) {
      return failure;
    }
  };
  expect(outcome(plainParser(kept))).toEqual(outcome((given) => kept.parse(given)));
});
