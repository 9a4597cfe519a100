import { invalid } from '../service-errors.ts';
import { type Item, stored } from '../value.ts';
import { type Condition, readCondition } from './condition.ts';
import type { Path, Placeholders } from './path.ts';
import { readProjection } from './projection.ts';
import { type Reader, reader } from './tokens.ts';
import { readUpdate, type Update } from './update.ts';

/** An expression as it was read, and the placeholders it uses. */
export type Expression<T> = {
  readonly is: T;
  readonly names: Set<string>;
  readonly values: Set<string>;
};

/** Expressions are few and used over and over, so each text is read once. */
const remembering = <T>(kind: string, read: (reader: Reader) => T) => {
  const known = new Map<string, Expression<T>>();
  return (text: string | undefined): Expression<T> | undefined => {
    if (text === undefined) return undefined;
    const found = known.get(text);
    if (found) return found;
    const tokens = reader(kind, text);
    const expression = { is: read(tokens), names: tokens.names, values: tokens.values };
    if (known.size > mostRemembered) known.clear();
    known.set(text, expression);
    return expression;
  };
};

const mostRemembered = 10_000;

export const conditionOf = remembering<Condition>('ConditionExpression', readCondition);
export const keyConditionOf = remembering<Condition>('KeyConditionExpression', readCondition);
export const filterOf = remembering<Condition>('FilterExpression', readCondition);
export const updateOf = remembering<Update>('UpdateExpression', readUpdate);
export const projectionOf = remembering<readonly Path[]>('ProjectionExpression', readProjection);

const noNames: Readonly<Record<string, string>> = {};
const noValues: Readonly<Record<string, unknown>> = {};

/**
 * The placeholders of a request, which must define all that its expressions use, and no more.
 *
 * @throws DynamoDBServiceException ValidationException
 */
export function placeholdersOf(
  input: {
    ExpressionAttributeNames?: Record<string, string> | undefined;
    ExpressionAttributeValues?: Item | undefined;
  },
  expressions: readonly (Expression<unknown> | undefined)[],
): Placeholders {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  requireSame('Names', names ?? noNames, expressions, 'names');
  requireSame('Values', values ?? noValues, expressions, 'values');
  return { names: names ?? noNames, values: values ? storedValues(values) : noValues };
}

function storedValues(values: Item): Item {
  const copies: Item = {};
  for (const name in values) copies[name] = stored(values[name]).value;
  return copies;
}

function requireSame(
  what: 'Names' | 'Values',
  given: Readonly<Record<string, unknown>>,
  expressions: readonly (Expression<unknown> | undefined)[],
  used: 'names' | 'values',
): void {
  for (const expression of expressions) {
    for (const name of expression?.[used] ?? []) {
      if (Object.hasOwn(given, name)) continue;
      throw invalid(
        `An expression attribute ${used === 'names' ? 'name' : 'value'} used in expression is not defined: ${name}`,
      );
    }
  }
  for (const name in given) {
    if (expressions.some((expression) => expression?.[used].has(name))) continue;
    throw invalid(
      `Value provided in ExpressionAttribute${what} unused in expressions: keys: {${name}}`,
    );
  }
}
