import { acceptLiteral, acceptName, isObject, type JsonObject } from './json-value.ts';
import { refuseKnownKeys, refuseOtherKeys } from './keys.ts';
import {
  type DecoratorName,
  isDecoratorName,
  isOperatorName,
  type OperatorName,
} from './operators.ts';
import { ConditionRefusal, type Place } from './refusal.ts';

/** Conditions within one another, a named one and what it names each counting. */
export const maxDepth = 32;
/** Conditions of one rule, groups included, named ones counted wherever they are used. */
export const maxConditions = 1000;
export const maxDecorators = 16;

/** What a condition compares its fact with: a literal, or another fact. */
type Operand = { literal: unknown } | { fact: string };

export type AcceptedComparison = {
  fact: string;
  /** The outermost first. */
  decorators: DecoratorName[];
  operator: OperatorName;
  value: Operand;
};

/** Conditions that are accepted: operators known, named conditions put where they are named. */
export type AcceptedConditions =
  | AcceptedComparison
  | { all: AcceptedConditions[] }
  | { any: AcceptedConditions[] }
  | { not: AcceptedConditions };

/** Accepted conditions by name, for rules to refer to. */
export type NamedConditions = ReadonlyMap<string, Sized>;

type Sized = { conditions: AcceptedConditions; height: number; size: number };
type Resolve = (name: string, place: Place) => Sized;
type Context = { place: Place; depth: number; resolve: Resolve };

/**
 * Accepts a json-rules-engine document: the root of a rule's conditions and everything in it.
 *
 * @param place where the document stands in what was given, for refusals to tell.
 * @throws ConditionRefusal for the first thing that is not accepted.
 */
export function acceptConditions(
  document: unknown,
  named: NamedConditions = new Map(),
  place: Place = [],
): AcceptedConditions {
  const resolve: Resolve = (name, from) => {
    const found = named.get(name);
    if (!found) throw new ConditionRefusal('undefined-condition', from);
    return found;
  };
  return acceptRoot(document, place, resolve).conditions;
}

/** Accepts named conditions; those that no rule names must be right as well. */
export function acceptNamedConditions(document: unknown, place: Place = []): NamedConditions {
  if (!isObject(document)) throw new ConditionRefusal('invalid-condition', place);
  const accepted = new Map<string, Sized>();
  const open = new Set<string>();
  const resolve: Resolve = (name, from) => {
    const known = accepted.get(name);
    if (known) return known;
    if (open.has(name)) throw new ConditionRefusal('circular-condition', from);
    if (!Object.hasOwn(document, name)) throw new ConditionRefusal('undefined-condition', from);
    if (open.size >= maxDepth) throw new ConditionRefusal('too-deep', from);
    open.add(name);
    const found = acceptRoot(document[name], [...place, name], resolve);
    open.delete(name);
    accepted.set(name, found);
    return found;
  };
  for (const name of Object.keys(document)) {
    const at = [...place, name];
    resolve(acceptName(name, at), at);
  }
  return accepted;
}

/** json-rules-engine asks for a group or a named condition at the root. */
function acceptRoot(document: unknown, place: Place, resolve: Resolve): Sized {
  if (isObject(document) && kindOf(document, place) === 'fact') {
    throw new ConditionRefusal('comparison-at-root', place);
  }
  return accept(document, { place, depth: 1, resolve });
}

function accept(document: unknown, context: Context): Sized {
  const { place, depth } = context;
  if (typeof document === 'function') throw new ConditionRefusal('code-not-accepted', place);
  if (!isObject(document)) throw new ConditionRefusal('invalid-condition', place);
  if (depth > maxDepth) throw new ConditionRefusal('too-deep', place);
  const kind = kindOf(document, place);
  refuseOtherKeys(document, keysOf[kind], place);
  // A label, of which json-rules-engine makes nothing.
  if ('name' in document) acceptText(document, 'name', place);
  if (kind === 'fact') return acceptComparison(document, place);
  if (kind === 'condition') return acceptReference(document, context);
  if (kind === 'not') return acceptNot(document, context);
  return acceptGroup(kind, document, context);
}

type Kind = 'all' | 'any' | 'not' | 'condition' | 'fact';
const keysOf = {
  all: ['all', 'name'],
  any: ['any', 'name'],
  not: ['not', 'name'],
  condition: ['condition', 'name'],
  fact: ['fact', 'operator', 'value', 'name'],
} satisfies Record<Kind, string[]>;
const kinds = Object.keys(keysOf) as Kind[];

/** What json-rules-engine knows and we refuse is refused by its own name, before anything else. */
function kindOf(document: JsonObject, place: Place): Kind {
  refuseKnownKeys(document, place);
  const found = kinds.filter((kind) => Object.hasOwn(document, kind));
  const [kind] = found;
  if (!kind || found.length > 1) throw new ConditionRefusal('invalid-condition', place);
  return kind;
}

function acceptGroup(kind: 'all' | 'any', document: JsonObject, context: Context): Sized {
  const place = [...context.place, kind];
  const parts = document[kind];
  if (!Array.isArray(parts)) throw new ConditionRefusal('invalid-condition', place);
  if (parts.length === 0) throw new ConditionRefusal(`empty-${kind}`, place);
  let height = 0;
  let size = 1;
  const accepted = Array.from(parts, (part: unknown, index) => {
    const found = accept(part, { ...context, place: [...place, index], depth: context.depth + 1 });
    height = Math.max(height, found.height);
    size += found.size;
    if (size > maxConditions) throw new ConditionRefusal('too-many-conditions', place);
    return found.conditions;
  });
  const conditions = kind === 'all' ? { all: accepted } : { any: accepted };
  return { conditions, height: height + 1, size };
}

function acceptNot(document: JsonObject, context: Context): Sized {
  const place = [...context.place, 'not'];
  const { conditions, height, size } = accept(document['not'], {
    ...context,
    place,
    depth: context.depth + 1,
  });
  if (size === maxConditions) throw new ConditionRefusal('too-many-conditions', place);
  return { conditions: { not: conditions }, height: height + 1, size: size + 1 };
}

function acceptReference(document: JsonObject, { place, depth, resolve }: Context): Sized {
  const at = [...place, 'condition'];
  const name = acceptName(acceptText(document, 'condition', place), at);
  const { conditions, height, size } = resolve(name, at);
  if (depth + height > maxDepth) throw new ConditionRefusal('too-deep', at);
  return { conditions, height: height + 1, size };
}

function acceptComparison(document: JsonObject, place: Place): Sized {
  const fact = acceptName(acceptText(document, 'fact', place), [...place, 'fact']);
  const operator = acceptText(document, 'operator', place);
  if (!Object.hasOwn(document, 'value')) throw new ConditionRefusal('invalid-condition', place);
  const conditions = {
    fact,
    ...acceptOperator(operator, [...place, 'operator']),
    value: acceptOperand(document['value'], [...place, 'value']),
  };
  return { conditions, height: 1, size: 1 };
}

function acceptOperator(written: string, place: Place) {
  const names = written.split(':');
  const operator = names.pop() ?? '';
  if (!isOperatorName(operator)) throw new ConditionRefusal('unknown-operator', place);
  if (names.length > maxDecorators) throw new ConditionRefusal('too-many-decorators', place);
  const decorators = names.map((name) => {
    if (!isDecoratorName(name)) throw new ConditionRefusal('unknown-decorator', place);
    return name;
  });
  return { decorators, operator };
}

/** An object that has a "fact" names one; what is deeper in a value is always literal. */
function acceptOperand(value: unknown, place: Place): Operand {
  if (!isObject(value) || !Object.hasOwn(value, 'fact')) {
    return { literal: acceptLiteral(value, place) };
  }
  refuseOtherKeys(value, ['fact'], place);
  return { fact: acceptName(acceptText(value, 'fact', place), [...place, 'fact']) };
}

function acceptText(document: JsonObject, key: string, place: Place): string {
  const text = document[key];
  if (typeof text === 'string') return text;
  const code = typeof text === 'function' ? 'code-not-accepted' : 'invalid-condition';
  throw new ConditionRefusal(code, [...place, key]);
}
