import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, typeOf } from './value.ts';

/** Stored values in the words of DynamoDB itself: errors carry items so, also to the document client. */
function attributeValue(value: unknown): AttributeValue {
  const type = typeOf(value);
  switch (type) {
    case 'N':
      return { N: String(value) };
    case 'NULL':
      return { NULL: true };
    case 'L':
      return { L: (value as unknown[]).map(attributeValue) };
    case 'M':
      return { M: attributeValues(value as Item) };
    case 'NS':
      return { NS: [...(value as Set<number>)].map(String) };
    case 'SS':
    case 'BS':
      return { [type]: [...(value as Set<unknown>)] } as unknown as AttributeValue;
    default:
      return { [type]: value } as unknown as AttributeValue;
  }
}

export const attributeValues = (item: Item): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeValue(value)]));
