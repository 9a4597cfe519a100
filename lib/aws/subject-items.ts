import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../concurrently.ts';
import type { LedgerKey } from '../identifiers.ts';
import { evaluationKey, membershipKey } from './keys.ts';

type Item = Record<string, unknown>;

/** What the cases table holds of a subject: what the rulebook says of it, and which case it is in. */
export type SubjectItems = { evaluation?: Item; membership?: Item };

/**
 * Reads both items of each subject consistently. Together they mostly take less than what is billed for
 * the smallest read, so asking for them as one range costs half of asking for each.
 */
export async function readSubjectItems(
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  subjects: readonly LedgerKey[],
): Promise<Map<LedgerKey, SubjectItems>> {
  // In the order in which they were asked for.
  const found = new Map(subjects.map((subject): [LedgerKey, SubjectItems] => [subject, {}]));
  await concurrently(found.keys(), async (subject) => {
    const [first, last] = [evaluationKey(subject), membershipKey(subject)];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
      },
    );
    const items: SubjectItems = {};
    for await (const { Items = [] } of pages) {
      for (const item of Items) {
        // What stands between them is not asked for.
        if (item['sk'] === first.sk) items.evaluation = item;
        if (item['sk'] === last.sk) items.membership = item;
      }
    }
    found.set(subject, items);
  });
  return found;
}
