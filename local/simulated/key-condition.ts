import { type Condition, holds, type Operand } from './expressions/condition.ts';
import { nameOf, type Placeholders } from './expressions/path.ts';
import { invalid } from './service-errors.ts';
import type { Index } from './table.ts';

/** The partition that is asked for, and which places in it. */
export type KeyCondition = { readonly pk: string; readonly allows: (sk: string) => boolean };

/**
 * @throws DynamoDBServiceException ValidationException unless it is an equation of the partition key
 *   and at most one condition on the sort key.
 */
export function keyConditionFor(
  condition: Condition,
  index: Index,
  placeholders: Placeholders,
): KeyCondition {
  const parts = partsOf(condition);
  const about = (name: string) => parts.filter((part) => subjectOf(part, placeholders) === name);
  const [partition, ...more] = about(index.pk);
  const places = about(index.sk);
  if (!partition) throw invalid(`Query condition missed key schema element: ${index.pk}`);
  if (more.length > 0 || places.length > 1 || places.length + 1 < parts.length) {
    throw invalid('Query key condition not supported');
  }
  const pk = equated(partition, placeholders);
  const [place] = places;
  if (place && !isPlain(place)) throw invalid('Query key condition not supported');
  requireText(pk);
  for (const name of operandsOf(place)) requireText(placeholders.values[name]);
  return {
    pk,
    allows: place ? (sk) => holds(place, { [index.sk]: sk }, placeholders) : () => true,
  };
}

const partsOf = (condition: Condition): readonly Condition[] =>
  condition.is === 'and' ? condition.parts.flatMap(partsOf) : [condition];

/** The attribute that a condition is about. */
function subjectOf(condition: Condition, placeholders: Placeholders): string | undefined {
  const operand = firstOperand(condition);
  if (!(operand && 'path' in operand) || operand.path.length !== 1) return undefined;
  const [name] = operand.path;
  return typeof name === 'string' ? nameOf(name, placeholders) : undefined;
}

function firstOperand(condition: Condition): Operand | undefined {
  if (condition.is === 'compare') return condition.left;
  if (condition.is === 'between') return condition.of;
  return condition.is === 'function' ? condition.operands[0] : undefined;
}

function isPlain(condition: Condition): boolean {
  if (condition.is === 'function') return condition.name === 'begins_with';
  return condition.is === 'between' || (condition.is === 'compare' && condition.by !== '<>');
}

function equated(condition: Condition, placeholders: Placeholders): string {
  if (condition.is !== 'compare' || condition.by !== '=' || !('value' in condition.right)) {
    throw invalid('Query key condition not supported');
  }
  return placeholders.values[condition.right.value] as string;
}

function operandsOf(condition: Condition | undefined): string[] {
  if (!condition) return [];
  const operands =
    condition.is === 'compare'
      ? [condition.right]
      : condition.is === 'between'
        ? [condition.low, condition.high]
        : condition.is === 'function'
          ? condition.operands.slice(1)
          : [];
  return operands.flatMap((operand) => ('value' in operand ? [operand.value] : []));
}

function requireText(value: unknown): void {
  if (typeof value !== 'string') {
    throw invalid(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  if (value === '') {
    throw invalid(
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.',
    );
  }
}
