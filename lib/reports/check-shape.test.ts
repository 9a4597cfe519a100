import fc from 'fast-check';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { filedReport } from '../../test/support/reports.ts';
import { acceptsPlainly } from '../accepts-plainly.ts';
import { checkShape } from './check-shape.ts';
import { filedReportSchema } from './report.ts';

const accepts = acceptsPlainly(filedReportSchema);

test('for any report of the profile, the quick look accepts it and the schema changes nothing', () => {
  fc.assert(
    fc.property(valuesOf(filedReportSchema), (report) => {
      expect(accepts(report)).toBe(true);
      expect(filedReportSchema.parse(report)).toEqual(report);
    }),
  );
});

test('for any report that somebody tampered with, the quick look accepts what the schema accepts', () => {
  const manyChanges = fc.array(changes, { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(valuesOf(filedReportSchema), manyChanges, (report, made) => {
      for (const changed of made.map((change) => change(report))) {
        const accepted = accepts(changed);
        expect(accepted).toBe(filedReportSchema.safeParse(changed).success);
        if (accepted) expect(filedReportSchema.parse(changed)).toEqual(changed);
      }
    }),
  );
});

test('given letters of two units that the schema counts as one each, then it is asked', () => {
  const report = filedReport({ actionTaken: '😀'.repeat(20_000) });
  expect(accepts(report)).toBe(false);
  expect(checkShape(report)).toEqual({ report });
});

/** Puts something else in any one place of a report. */
const changes = fc
  .tuple(fc.nat(), fc.constantFrom('replace', 'drop', 'rename', 'repeat', 'stretch'), fc.nat())
  .map(([where, how, what]) => (report: unknown): unknown => {
    const copy: unknown = structuredClone(report);
    const place = pick(placesIn(copy), where);
    if (!place) return copy;
    const { holder, name } = place;
    const value = holder[name];
    if (how === 'replace') {
      holder[name] = pick(hostileValues, what);
    } else if (how === 'repeat') {
      holder[name] = Array.from({ length: what % 210 }, () => value);
    } else if (how === 'stretch' && typeof value === 'string') {
      holder[name] = value.padEnd(pick(lengths, what) ?? 0, 'x');
    } else if (Array.isArray(holder)) {
      holder.splice(Number(name), 1);
    } else {
      delete holder[name];
      const given = { value, enumerable: true };
      if (how === 'rename') Object.defineProperty(holder, pick(hostileNames, what) ?? '', given);
    }
    return copy;
  });

const hostileNames = ['more', 'Ref', 'ref', 'kind', '__proto__', 'constructor', 'toString', ''];
const hostileValues = [
  ...[
    '',
    'x',
    ' ',
    '\n',
    'CA',
    'CA\n',
    'ca',
    '0',
    '640.0',
    '640.00',
    '-5.00',
    '1e3',
    '24:00',
    '\ud800',
  ],
  ...['2026-02-28', '2026-02-29', '2024-02-29', '1900-02-29', '2026-13-01', 'x'.repeat(100_001)],
  ...[0, -0, -1, 1.5, 91, 999_999, 2 ** 53, Number.MAX_VALUE, Infinity, true, false, null],
  ...[[], [null], ['p1'], {}, { kind: 'person' }, JSON.parse('{"__proto__":{"ref":"p1"}}')],
];
/** On both sides of every limit. */
const lengths = [10, 20, 30, 40, 45, 50, 100, 200, 300, 500, 2000, 20_000].flatMap((limit) => [
  limit,
  limit + 1,
]);

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length];

type Place = { holder: Record<string, unknown>; name: string };

const placesIn = (value: unknown): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [
        { holder: value as Record<string, unknown>, name },
        ...placesIn(inner),
      ])
    : [];

/** Any value that a schema describes. */
function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return textsOf(checksOf(schema));
    case 'number': {
      const checks = checksOf(schema);
      const [min, max] = [limit(checks, 'greater_than') ?? 0, limit(checks, 'less_than') ?? 1e9];
      const isWhole = checks.some(({ check }) => check === 'number_format');
      return isWhole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
    }
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'optional':
      return valuesOf(def.innerType);
    case 'array': {
      const minLength = limit(checksOf(schema), 'min_length') ?? 0;
      return fc.array(valuesOf(def.element), { minLength, maxLength: minLength + 1 });
    }
    case 'union':
      return fc.oneof(...def.options.map(valuesOf));
    case 'object': {
      const fields = Object.entries(def.shape);
      const requiredKeys = fields.flatMap(([name, field]) => (field._zod.optin ? [] : [name]));
      const shape = Object.fromEntries(fields.map(([name, field]) => [name, valuesOf(field)]));
      return fc.record(shape, { requiredKeys, noNullPrototype: true });
    }
    default:
      throw new Error(`The profile has no ${def.type} so far.`);
  }
}

type Check = {
  check: string;
  minimum?: number;
  maximum?: number;
  value?: number;
  pattern?: RegExp;
};

const checksOf = ({ _zod: { def } }: z.core.$ZodType): Check[] =>
  [def, ...(def.checks ?? []).map(({ _zod }) => _zod.def)].filter(
    (one) => 'check' in one,
  ) as Check[];

const limit = (checks: readonly Check[], name: string): number | undefined => {
  const found = checks.find(({ check }) => check === name);
  return found?.minimum ?? found?.maximum ?? found?.value;
};

function textsOf(checks: readonly Check[]): fc.Arbitrary<string> {
  const pattern = checks.find((check) => check.pattern)?.pattern;
  if (pattern) return fc.stringMatching(pattern);
  const minLength = limit(checks, 'min_length') ?? 0;
  const maxLength = Math.min(limit(checks, 'max_length') ?? Infinity, minLength + 10);
  return fc.string({ minLength, maxLength });
}
