import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import { evaluationChangesSchema, hasChanges } from '../indicators/diff-evaluations.ts';
import type { Evaluations, Standing } from '../indicators/evaluations.ts';
import type { Evaluation } from '../indicators/match.ts';
import { batchGet } from './batch-get.ts';
import { evaluationItem, evaluationOf } from './evaluation-item.ts';
import { evaluationChangesKey, evaluationKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { readSubjectItems } from './subject-items.ts';
import { transact } from './transact.ts';

/** So many changes are remembered of a subject; the next takes the place of the oldest. */
const rememberedChanges = 32;

const changesItemSchema = z.object({
  ledgerVersion: z.int(),
  rulebook: z.int(),
  changes: evaluationChangesSchema,
});

/** Evaluations in the cases table, one item for each subject, and beside it what changed. */
export function evaluationRepository({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): Evaluations {
  /** Only in the place of what the new evaluation was compared with. */
  function conditionalPut(before: Evaluation | undefined, next: Evaluation) {
    const put: PutCommandInput = { TableName: table, Item: evaluationItem(next) };
    return before
      ? {
          ...put,
          ConditionExpression: 'ledgerVersion = :ledgerVersion AND rulebook = :rulebook',
          ExpressionAttributeValues: {
            ':ledgerVersion': before.ledgerVersion,
            ':rulebook': before.rulebook,
          },
        }
      : { ...put, ConditionExpression: 'attribute_not_exists(pk)' };
  }

  return {
    async get(subject) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: evaluationKey(subject), ConsistentRead: true }),
      );
      return Item && evaluationOf(Item);
    },

    async standing(subjects) {
      const found = await readSubjectItems({ client, table }, subjects);
      return new Map<LedgerKey, Standing>(
        [...found].map(([subject, { evaluation, membership }]) => [
          subject,
          {
            evaluation: evaluation && evaluationOf(evaluation),
            everInCase: membership !== undefined,
          },
        ]),
      );
    },

    async getMany(subjects) {
      const keys = [...new Set(subjects)].map(evaluationKey);
      const items = await batchGet({ client, table, pause }, keys);
      const evaluations = items.map(evaluationOf);
      return new Map<LedgerKey, Evaluation>(evaluations.map((one) => [one.subject, one]));
    },

    async replace(before, next, changes) {
      const { subject, ledgerVersion, rulebook } = next;
      const put = conditionalPut(before, next);
      const slot = (ledgerVersion + rulebook) % rememberedChanges;
      const note = { ...evaluationChangesKey(subject, slot), ledgerVersion, rulebook, changes };
      if (hasChanges(changes)) {
        const both = [{ Put: put }, { Put: { TableName: table, Item: note } }];
        return transact(client, both, pause);
      }
      try {
        await client.send(new PutCommand(put));
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        throw new StaleWrite(subject, { cause });
      }
    },

    async changes(subject) {
      const { pk } = evaluationKey(subject);
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :changes)',
          ExpressionAttributeValues: { ':pk': pk, ':changes': 'CHANGES#' },
        },
      );
      const noted: z.infer<typeof changesItemSchema>[] = [];
      for await (const { Items = [] } of pages) {
        noted.push(...Items.map((item) => changesItemSchema.parse(item)));
      }
      return noted
        .sort((a, b) => a.ledgerVersion - b.ledgerVersion || a.rulebook - b.rulebook)
        .map(({ changes, ...cause }) => ({ ...changes, ...cause }));
    },
  };
}
