import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { disclosureApproved } from '../disclosures/decision-messages.ts';
import type { Disclosures } from '../disclosures/disclosures.ts';
import { disclosureItem, disclosureOf, disclosureWorklist } from './disclosure-item.ts';
import { disclosureKey } from './keys.ts';
import { withOutbox } from './outbox.ts';
import { worklistPage } from './worklist-page.ts';

/** Disclosures in the cases table. `Cases.decide` writes them; here only what became of a dispatch
 * is marked. */
export const disclosureRepository = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Disclosures => ({
  async get(disclosureId) {
    const Key = disclosureKey(disclosureId);
    const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item } = await client.send(get);
    return Item && disclosureOf(Item);
  },

  async list({ status, cursor, limit }) {
    const list = disclosureWorklist(status);
    const page = await worklistPage(
      { client, table },
      { list, cursor, limit, order: 'descending' },
    );
    const items = page.items.map(disclosureOf);
    const last = items.at(-1);
    if (!last || !page.more) return { items };
    return { items, cursor: disclosureItem(last).worklistOrder };
  },

  markDispatched: (disclosure) => putWhileApproved({ client, table }, disclosureItem(disclosure)),

  hold(disclosure, retryAt) {
    const { disclosureId, held } = disclosure;
    // Each try another message: whoever just sent the last one must not take the next off the item.
    const message = disclosureApproved(disclosureId, held?.tries);
    const again = withOutbox(disclosureId, retryAt, [message]);
    return putWhileApproved({ client, table }, { ...disclosureItem(disclosure), ...again });
  },
});

/** Somebody else may have been faster: then their word stands. */
async function putWhileApproved(
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  item: Record<string, unknown>,
): Promise<void> {
  const write = new PutCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'disclosure.#status = :approved',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':approved': 'approved' },
  });
  try {
    await client.send(write);
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
  }
}
