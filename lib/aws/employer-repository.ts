import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Employers } from '../employers/employers.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import {
  employerItem,
  employerOrder,
  employerRiskOf,
  employerWorklist,
  outcomeOrder,
} from './employer-item.ts';
import { employerKey } from './keys.ts';

/** What is known of employers, in the cases table: one item for each, with a version to write upon. */
export function employerRepository({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Employers {
  return {
    async get(employer) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: employerKey(employer), ConsistentRead: true }),
      );
      return Item && employerRiskOf(Item);
    },

    async replace(employer, previous, next) {
      const upon =
        previous === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :previous',
              ExpressionAttributeValues: { ':previous': previous },
            };
      const write = next
        ? new PutCommand({
            TableName: table,
            Item: employerItem(next, (previous ?? 0) + 1),
            ...upon,
          })
        : new DeleteCommand({ TableName: table, Key: employerKey(employer), ...upon });
      await sent(write, employer);
    },

    async list({ outcome, cursor, limit }) {
      const begin = outcome ? outcomeOrder(outcome) : '';
      const query = new QueryCommand({
        TableName: table,
        IndexName: 'worklist',
        KeyConditionExpression: 'worklist = :list AND worklistOrder BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':list': employerWorklist,
          // The place after the cursor: no place goes on with this mark.
          ':from': cursor ? `${cursor}!` : `${begin}#`,
          ':to': `${begin || lastPlace}~`,
        },
        Limit: limit,
      });
      const { Items = [], LastEvaluatedKey } = await client.send(query);
      const items = Items.map((item) => employerRiskOf(item).risk);
      const last = items.at(-1);
      return last && LastEvaluatedKey ? { items, cursor: employerOrder(last) } : { items };
    },
  };

  async function sent(write: PutCommand | DeleteCommand, employer: LedgerKey): Promise<void> {
    try {
      await (write instanceof PutCommand ? client.send(write) : client.send(write));
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new StaleWrite(employer, { cause });
    }
  }
}

/** Behind every outcome. */
const lastPlace = '9';
