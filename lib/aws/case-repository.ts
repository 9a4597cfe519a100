import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Decision, decisionSchema } from '../cases/case.ts';
import type { BesideCase, Cases } from '../cases/cases.ts';
import { DomainError, StaleWrite } from '../errors.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import { assessmentOf } from './assessment-item.ts';
import { listAssessments } from './assessment-worklist.ts';
import { caseOf, closeWrite, decisionItem, decisionOf, putCase } from './case-item.ts';
import { listCases } from './case-worklist.ts';
import { listDataRequests } from './data-request-worklist.ts';
import { disclosureItem } from './disclosure-item.ts';
import { freezeWrites, frozenFactsOf } from './frozen-items.ts';
import {
  assessmentKey,
  caseKey,
  decisionKey,
  frozenFactsKey,
  membershipKey,
  onceKey,
} from './keys.ts';
import { type ItemKey, type OutboxPublisher, withOutbox } from './outbox.ts';
import { transact } from './transact.ts';

/** Cases, their assessments and the decisions on them, in the cases table. */
export function caseRepository({
  client,
  table,
  outbox,
  pause,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
  /** Left out where nothing is decided. */
  outbox?: Pick<OutboxPublisher, 'publishSoon'>;
}): Cases {
  const read = async (Key: ItemKey) => {
    const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };

  return {
    async get(caseId) {
      const item = await read(caseKey(caseId));
      return item && caseOf(item);
    },

    async assessment(caseId) {
      const item = await read(assessmentKey(caseId));
      return item && assessmentOf(item).assessment;
    },

    async decisions(caseId) {
      const { pk, sk } = decisionKey(caseId, 0);
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :decision)',
          ExpressionAttributeValues: { ':pk': pk, ':decision': sk.slice(0, sk.indexOf('#') + 1) },
          ConsistentRead: true,
        },
      );
      const decisions = [];
      for await (const { Items = [] } of pages) decisions.push(...Items.map(decisionOf));
      return decisions;
    },

    async decision(caseId, sequence) {
      const item = await read(decisionKey(caseId, sequence));
      return item && decisionOf(item);
    },

    async decisionOnce(requestKey) {
      const item = await read(onceKey(requestKey));
      if (!item) return undefined;
      const { caseId, sequence } = onceOf(item);
      const decided = await read(decisionKey(caseId, sequence));
      return decided && decisionOf(decided);
    },

    async frozen(caseId, sequence) {
      const item = await read(frozenFactsKey({ caseId, sequence }));
      return item && frozenFactsOf(item);
    },

    list: (query) => listCases({ client, table }, query),

    listDataRequests: (query) => listDataRequests({ client, table, pause }, query),

    listAssessments: (query) => listAssessments({ client, table, pause }, query),

    async decide(change) {
      const { next, decision, beside, bind = [], frozen, disclosures = [], messages = [] } = change;
      const key = decisionKey(decision.caseId, decision.sequence);
      const { dataRequestClosed: closes } = decision;
      const pending = messages.length > 0 && withOutbox(key.pk + key.sk, decision.at, messages);
      const caseIds = [next, ...(beside ? [beside.next] : [])].map(({ caseId }) => caseId);
      try {
        const writes = [
          { Put: putCase(table, next) },
          {
            Put: {
              TableName: table,
              Item: { ...decisionItem(decision), ...pending },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          ...(closes ? [closeWrite(table, decision, closes.request)] : []),
          ...(change.once ? [onceWrite(table, decision)] : []),
          ...(beside ? besideWrites(table, beside) : []),
          ...bind.map((subject) => bindWrite(table, subject, caseIds)),
          ...(frozen ? freezeWrites(table, frozen) : []),
          ...disclosures.map((one) => ({ Put: { TableName: table, Item: disclosureItem(one) } })),
        ];
        await transact(client, writes, pause);
      } catch (cause) {
        if (!(cause instanceof StaleWrite)) throw cause;
        throw new DomainError('case-changed', next.caseId, { cause });
      }
      if (pending) await outbox?.publishSoon(key, messages);
    },
  };
}

/** Where the same request meets itself on another case, one of the two is refused. */
const onceWrite = (table: string, { caseId, sequence, requestKey = '' }: Decision) => ({
  Put: {
    TableName: table,
    Item: { ...onceKey(requestKey), caseId, sequence },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const onceSchema = decisionSchema.pick({ caseId: true, sequence: true });
const onceOf = (item: Record<string, unknown>) => onceSchema.loose().parse(item);

function besideWrites(table: string, { next, decision }: BesideCase) {
  const Item = decisionItem(decision);
  const ConditionExpression = 'attribute_not_exists(pk)';
  return [{ Put: putCase(table, next) }, { Put: { TableName: table, Item, ConditionExpression } }];
}

/** Whoever assembles the subject from what was read before finds another version and looks again. */
const bindWrite = (table: string, subject: LedgerKey, caseIds: readonly CaseId[]) => ({
  Update: {
    TableName: table,
    Key: membershipKey(subject),
    UpdateExpression: 'ADD version :one, bound :cases',
    ExpressionAttributeValues: { ':one': 1, ':cases': new Set(caseIds) },
  },
});
