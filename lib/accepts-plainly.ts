import type * as z from 'zod';

type Accepts = (value: unknown) => boolean;

/**
 * A quick look for values that are plainly what a schema asks for. It is several times faster than
 * the schema because it copies nothing and tells no faults.
 *
 * @returns a function of a parsed JSON value. Yes means that the schema accepts the value and leaves
 *   it as it is. No means nothing: the schema is the law and has to be asked. So what this file does
 *   not know of schemas, such as a default, it says no to.
 */
export const acceptsPlainly = <S extends z.core.$ZodType>(schema: S) =>
  acceptorOf(schema) as (value: unknown) => value is z.output<S>;

/**
 * What `schema.parse` gives and throws, for what is read from storage: nearly always in order.
 *
 * @returns a function of a parsed JSON value, which may be the very value that it gives.
 */
export function plainParser<S extends z.ZodType>(schema: S): (value: unknown) => z.output<S> {
  const accepts = acceptsPlainly(schema);
  return (value) => (accepts(value) ? value : schema.parse(value));
}

const no: Accepts = () => false;

function acceptorOf(schema: z.core.$ZodType): Accepts {
  const limits = limitsOf(schema);
  if (limits === undefined) return no;
  const accepts = acceptorWithin(limits, schema);
  const { refinements } = limits;
  if (refinements.length === 0 || accepts === no) return accepts;
  return (value) => accepts(value) && refinements.every((holds) => holds(value) === true);
}

function acceptorWithin(limits: Limits, schema: z.core.$ZodType): Accepts {
  const { def, optin, values } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return def.coerce ? no : textWithin(limits);
    case 'number':
      return def.coerce ? no : numberWithin(limits);
    case 'boolean':
      return def.coerce ? no : (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    case 'unknown':
      return () => true;
    case 'enum':
    case 'literal':
      return oneOf(values);
    case 'optional':
      // What is absent is not looked at; what is there is no undefined, which JSON does not have.
      return optin === 'optional' ? acceptorOf(def.innerType) : no;
    case 'nullable':
      return nullOr(acceptorOf(def.innerType));
    case 'array':
      return listWithin(limits, acceptorOf(def.element));
    case 'tuple':
      return tupleOf(def);
    case 'object':
      // Where fields that it does not know would be refused, or dropped.
      return (def.catchall?._zod.def.type ?? 'never') === 'never' ? objectOf(def.shape) : no;
    case 'record':
      return recordOf(def);
    case 'union':
      return unionOf(def);
    default:
      return no;
  }
}

/**
 * Zod counts code points, of which each is one or two of the UTF-16 units that `length` counts: a text
 * that is short enough in units is short enough, and one that is long enough twice over is.
 */
function textWithin({ minimum, maximum, patterns }: Limits): Accepts {
  const [pattern, ...others] = patterns;
  if (others.length > 0) return no;
  const leastUnits = minimum > 1 ? 2 * minimum : minimum;
  return (value) =>
    typeof value === 'string' &&
    value.length >= leastUnits &&
    value.length <= maximum &&
    (pattern === undefined || pattern.test(value));
}

function numberWithin({ minimum, maximum, isWhole }: Limits): Accepts {
  const isOne = isWhole ? Number.isSafeInteger : Number.isFinite;
  return (value) => isOne(value) && (value as number) >= minimum && (value as number) <= maximum;
}

const oneOf =
  (values: ReadonlySet<unknown> = new Set()): Accepts =>
  (value) =>
    values.has(value);

/** Without a discriminator an earlier option may take the value, and change it: not if it is a scalar. */
function unionOf(def: z.core.$ZodUnionDef): Accepts {
  const options = def.options.map(acceptorOf);
  const isOfScalars = def.options.every(({ _zod }) => scalars.has(_zod.def.type));
  return 'discriminator' in def || (isOfScalars && !options.includes(no)) ? anyOf(options) : no;
}

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'null']);

const nullOr =
  (accepts: Accepts): Accepts =>
  (value) =>
    value === null || accepts(value);

const anyOf =
  (options: readonly Accepts[]): Accepts =>
  (value) =>
    options.some((accepts) => accepts(value));

const listWithin =
  ({ minimum, maximum }: Limits, accepts: Accepts): Accepts =>
  (value) => {
    if (!Array.isArray(value) || value.length < minimum || value.length > maximum) return false;
    for (const item of value) if (!accepts(item)) return false;
    return true;
  };

/** Items that may be absent stand at its end; what is absent there is not looked at. */
function tupleOf({ items, rest }: z.core.$ZodTupleDef): Accepts {
  const required = items.filter(({ _zod }) => _zod.optin === undefined).length;
  const isPlain = items.every(({ _zod: { optin } }, at) => at < required || optin === 'optional');
  if (rest || !isPlain) return no;
  const accepts = items.map(acceptorOf);
  return (value) =>
    Array.isArray(value) &&
    value.length >= required &&
    value.length <= items.length &&
    value.every((item, at) => accepts[at]?.(item));
}

/** With keys of any kind; where they are told one by one, each of them may be required. */
function recordOf({ keyType, valueType, ...def }: z.core.$ZodRecordDef): Accepts {
  if (keyType._zod.values || ('mode' in def && def.mode === 'loose')) return no;
  const [isKey, accepts] = [acceptorOf(keyType), acceptorOf(valueType)];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const name of Object.keys(value)) {
      if (name === '__proto__' || !isKey(name)) return false;
      if (!accepts(value[name as keyof typeof value])) return false;
    }
    return true;
  };
}

function objectOf(shape: Readonly<Record<string, z.core.$ZodType>>): Accepts {
  const schemas = Object.values(shape);
  const required = schemas.filter(({ _zod }) => _zod.optin === undefined).length;
  const absent = schemas.filter(({ _zod }) => _zod.optin === 'optional').length;
  // A field that has a default when it is absent would change the value.
  if (required + absent < schemas.length) return no;
  const fields = new Map(
    Object.entries(shape).map(([name, field]) => {
      return [name, { accepts: acceptorOf(field), isRequired: field._zod.optin === undefined }];
    }),
  );
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let found = 0;
    for (const name in value) {
      const field = fields.get(name);
      if (!field?.accepts(value[name as keyof typeof value])) return false;
      if (field.isRequired) found += 1;
    }
    return found === required;
  };
}

/** What all checks of a schema come to. */
type Limits = {
  minimum: number;
  maximum: number;
  isWhole: boolean;
  patterns: RegExp[];
  refinements: Refinement[];
};
type Refinement = (value: unknown) => unknown;

/** Undefined when a check asks for more than limits tell. */
function limitsOf(schema: z.core.$ZodType): Limits | undefined {
  const limits: Limits = {
    minimum: -Infinity,
    maximum: Infinity,
    isWhole: false,
    patterns: [],
    refinements: [],
  };
  for (const check of checksOf(schema)) {
    const refinement = refinementOf(check);
    if (refinement) {
      limits.refinements.push(refinement);
      continue;
    }
    const { def } = (check as z.core.$ZodChecks)._zod;
    switch (def.check) {
      case 'min_length':
        limits.minimum = Math.max(limits.minimum, def.minimum);
        break;
      case 'max_length':
        limits.maximum = Math.min(limits.maximum, def.maximum);
        break;
      case 'greater_than':
        if (!def.inclusive) return undefined;
        limits.minimum = Math.max(limits.minimum, Number(def.value));
        break;
      case 'less_than':
        if (!def.inclusive) return undefined;
        limits.maximum = Math.min(limits.maximum, Number(def.value));
        break;
      case 'number_format':
        if (def.format !== 'safeint') return undefined;
        limits.isWhole = true;
        break;
      case 'string_format':
        if (!isPattern(def)) return undefined;
        limits.patterns.push(def.pattern);
        break;
      default:
        return undefined;
    }
  }
  return limits;
}

/** A schema such as that of a date is itself the first of its checks. */
const checksOf = (schema: z.core.$ZodType): z.core.$ZodCheck[] => [
  ...('check' in schema._zod.def ? [schema as unknown as z.core.$ZodCheck] : []),
  ...(schema._zod.def.checks ?? []),
];

/** Other checks that people write may change what they are given. */
function refinementOf({ _zod }: z.core.$ZodCheck): Refinement | undefined {
  const { check, fn } = _zod.def as { check: string; fn?: Refinement };
  return check === 'custom' ? fn : undefined;
}

/** Other formats look further than their pattern; flags may let a pattern remember its last match. */
const isPattern = (
  def: z.core.$ZodCheckStringFormatDef,
): def is z.core.$ZodCheckStringFormatDef & { pattern: RegExp } =>
  ['regex', 'date', 'datetime', 'uuid'].includes(def.format) && def.pattern?.flags === '';
