import fc from 'fast-check';
import { type Item, numbers, texts, values } from './items-to-try.ts';

const placeholders = fc.record({
  ':n': numbers,
  ':m': numbers,
  ':s': texts,
  ':any': values,
  ':shard': fc.constantFrom('shard 1', 'shard 2'),
  ':tags': fc.constantFrom(new Set(['a']), new Set(['b', 'd'])),
  ':list': fc.array(texts, { maxLength: 2 }),
  ':type': fc.constantFrom('S', 'N', 'L', 'M', 'NULL', 'B', 'BOOL', 'SS'),
});
const names: Record<string, string> = { '#n': 'n', '#size': 'size', '#nested': 'nested' };

/** An expression with just those placeholders that it uses. */
export type Expression = { text: string; values: Item; names: Record<string, string> };

export const expressionFrom = (...expressions: string[]): fc.Arbitrary<Expression> =>
  fc.tuple(fc.constantFrom(...expressions), placeholders).map(([text, all]) => ({
    text,
    values: Object.fromEntries(Object.entries(all).filter(([name]) => uses(text, name))),
    names: Object.fromEntries(Object.entries(names).filter(([name]) => uses(text, name))),
  }));

const uses = (text: string, name: string): boolean =>
  [...text.matchAll(/[:#]\w+/gu)].some(([used]) => used === name);

const goodConditions = [
  'attribute_not_exists(pk)',
  'attribute_exists(pk)',
  'attribute_exists(n) AND attribute_not_exists(things[1])',
  'n = :n',
  '#n <> :n',
  'n < :n OR s >= :s',
  'NOT (n > :n) AND (s <> :s OR attribute_exists(nested.deep))',
  'anything = :any',
  'size(bytes) > :n',
  'size(things) = :n',
  'contains(tags, :s)',
  'contains(things, :s)',
  'contains(s, :s)',
  'begins_with(s, :s)',
  'n IN (:n, :m)',
  'attribute_type(s, :type)',
  '#nested.deep <= :n',
  'things[0] = :s',
  'things = :list',
  'tags = :tags',
  'n = nested.deep',
  'absent <> :n',
  'NOT absent = :n',
];

/** What cannot be read, or is not allowed. */
const badConditions = [
  'status = :n',
  'n = :undefined',
  'n = #undefined',
  'n == :n',
  'n =',
  '(n = :n',
  'size(n, s) = :n',
  'begins_with(s)',
];

export const readableConditions = expressionFrom(...goodConditions);
export const anyConditions = expressionFrom(...goodConditions, ...badConditions);

export const readableUpdates = expressionFrom(
  'SET n = :n',
  'SET n = n + :n',
  'SET n = if_not_exists(n, :n) - :m',
  'SET s = :s, n = :n REMOVE tags',
  'SET #nested.deep = :n',
  'SET #nested = if_not_exists(#nested, :any)',
  'SET things[0] = :s',
  'SET things[7] = :s, n = :n',
  'SET things = list_append(if_not_exists(things, :list), :list)',
  'SET n = s, s = n',
  'SET outboxShard = :shard, outboxAt = :shard',
  'REMOVE s',
  'REMOVE outboxAt, n',
  'REMOVE nested, things',
  'ADD n :n',
  'ADD tags :tags',
  'ADD n :n SET s = :s',
  'DELETE tags :tags',
  'SET n = absent',
);

/** Refused, or refused for some values. */
export const badUpdates = expressionFrom(
  'SET outboxShard = :s, outboxAt = :s',
  'SET worklistOrder = :any',
  'SET n = :n, n = :m',
  'SET pk = :s',
  'SET sk = :s',
  'SET things = :list SET n = :n',
  'SET status = :n',
  'SET n',
  'n = :n',
);

export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** The placeholders of a request with these expressions. */
export const inExpression = (
  condition: Expression | undefined,
  update?: Expression | undefined,
): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Item } => {
  const all = { ...condition?.names, ...update?.names };
  const given = { ...condition?.values, ...update?.values };
  return {
    ...(Object.keys(all).length > 0 && { ExpressionAttributeNames: all }),
    ...(Object.keys(given).length > 0 && { ExpressionAttributeValues: given }),
  };
};
