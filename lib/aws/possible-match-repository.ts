import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { SubjectEvaluated } from '../../events/messages.ts';
import { concurrently } from '../concurrently.ts';
import { digest, type LedgerKey, ledgerKeySchema } from '../identifiers.ts';
import { decidedOnMatch } from '../information-records/information-acts.ts';
import type { RecordName } from '../information-records/information-record.ts';
import {
  isOpen,
  type PossibleDecision,
  type PossibleMatch,
  type PossibleMatches,
  placeOf,
  possibleMatchSchema,
} from '../information-records/possible-match.ts';
import { possibleDecisionKey, possibleKey, possibleOfRecordKey } from './keys.ts';
import { type OutboxPublisher, type PendingMessage, withOutbox } from './outbox.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { transact } from './transact.ts';
import { worklistPage } from './worklist-page.ts';

const ofRecordSchema = z.object({ subject: ledgerKeySchema });
const itemSchema = z.object({ possible: possibleMatchSchema });

/** The list of those that wait for somebody. */
const openWorklist = 'POSSIBLE';

/** What agencies' records may have to do with people in cases, in the cases table. */
export function possibleMatchRepository({
  client,
  table,
  outbox,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  /** Left out where nothing is decided. */
  outbox?: Pick<OutboxPublisher, 'publishSoon'>;
  pause?: (attempt: number) => Promise<void>;
}): PossibleMatches {
  async function ofOne(subject: LedgerKey): Promise<PossibleMatch[]> {
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :subject AND begins_with(sk, :possible)',
      ExpressionAttributeValues: {
        ':subject': possibleKey(subject, { agency: '', recordId: '' }).pk,
        ':possible': 'POSSIBLE#',
      },
      ConsistentRead: true,
    };
    const found: PossibleMatch[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      found.push(...Items.map((item) => itemSchema.parse(item).possible));
    }
    return found;
  }

  async function subjectsOf(record: RecordName): Promise<LedgerKey[]> {
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :record',
      ExpressionAttributeValues: { ':record': possibleOfRecordKey(record, '').pk },
      ConsistentRead: true,
    };
    const subjects: LedgerKey[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      subjects.push(...Items.map((item) => ofRecordSchema.parse(item).subject));
    }
    return subjects;
  }

  /** Removes a match that nobody decided on; ends another. */
  async function end(subject: LedgerKey, record: RecordName): Promise<void> {
    const at = { TableName: table, Key: possibleKey(subject, record) };
    const undecided = new DeleteCommand({
      ...at,
      ConditionExpression: 'attribute_not_exists(pk) OR size(possible.decisions) = :none',
      ExpressionAttributeValues: { ':none': 0 },
    });
    const ended = new UpdateCommand({
      ...at,
      UpdateExpression:
        'SET possible.holds = :no, possible.version = possible.version + :one REMOVE worklist, worklistOrder',
      ExpressionAttributeValues: { ':no': false, ':one': 1 },
    });
    try {
      await client.send(undecided);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      await client.send(ended);
    }
  }

  return {
    async of(subjects) {
      const found = new Map<LedgerKey, PossibleMatch[]>();
      await concurrently(subjects, async (one) => void found.set(one, await ofOne(one)));
      return subjects.flatMap((one) => found.get(one) ?? []);
    },

    subjectsOf,

    async forget({ agency, recordId }) {
      const record = { agency, recordId };
      await concurrently(await subjectsOf(record), async (subject) => {
        await end(subject, record);
        // Last: by it the match is found again, should this not come to its end.
        const Key = possibleOfRecordKey(record, subject);
        await client.send(new DeleteCommand({ TableName: table, Key }));
      });
    },

    async get({ subject, ...record }) {
      const Key = possibleKey(subject, record);
      const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && itemSchema.parse(Item).possible;
    },

    async replace(next, decided) {
      const writes: Writes = [{ Put: putMatch(table, next) }];
      if (next.version === 1) {
        const Item = { ...possibleOfRecordKey(next, next.subject), subject: next.subject };
        writes.push({ Put: { TableName: table, Item } });
      }
      if (!decided) return transact(client, writes, pause);
      const { subject, agency, recordId } = next;
      const key = possibleDecisionKey(subject, { agency, recordId, sequence: decided.sequence });
      const messages = messagesOf(next, decided);
      // Beside the match, so that what this sends is never replaced by what the next one sends.
      const Item = { ...key, decided, ...withOutbox(key.pk + key.sk, decided.at, messages) };
      const ConditionExpression = 'attribute_not_exists(pk)';
      writes.push({ Put: { TableName: table, Item, ConditionExpression } });
      await transact(client, writes, pause);
      await outbox?.publishSoon(key, messages);
    },

    async listOpen({ cursor, limit }) {
      const page = await worklistPage(
        { client, table },
        { list: openWorklist, cursor, limit, order: 'ascending' },
      );
      const items = page.items.map((item) => itemSchema.parse(item).possible);
      const last = items.at(-1);
      return last && page.more ? { items, cursor: placeOf(last) } : { items };
    },
  };
}

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

function putMatch(table: string, next: PossibleMatch) {
  const { subject, version } = next;
  const listed = isOpen(next) && {
    worklist: openWorklist,
    worklistOrder: placeOf(next),
  };
  const Item = { ...possibleKey(subject, next), possible: next, ...listed };
  if (version === 1) {
    return { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  }
  return {
    TableName: table,
    Item,
    ConditionExpression: 'possible.version = :read',
    ExpressionAttributeValues: { ':read': version - 1 },
  };
}

/** The audit log is told of it, and the case of the subject is assembled anew. */
function messagesOf(match: PossibleMatch, decided: PossibleDecision): PendingMessage[] {
  const acted = decidedOnMatch(match, decided);
  const { subject } = match;
  const due: SubjectEvaluated = { type: 'subject-evaluated', subject };
  const once = digest(acted.id);
  return [
    { queue: 'audit', body: JSON.stringify(acted) },
    { queue: 'disclosure', body: JSON.stringify(due), group: subject, once },
  ];
}
