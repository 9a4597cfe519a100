import {
  type CancellationReason,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { attributeValues } from './attribute-value.ts';
import { type Asked, type Database, requireDistinct } from './database.ts';
import { carryOut, type Plan, planCheck, planDelete, planPut, planUpdate } from './item-writes.ts';
import { unitsOfRefusedWrite, unitsOfWrite } from './request-units.ts';
import { invalid, metadata, notSimulated, requireKnown } from './service-errors.ts';
import { copied } from './value.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const maxItems = 100;
const maxBytes = 4 * 1024 * 1024;
/** Everything in a transaction is written twice, once to prepare it. */
const price = 2;

/** Writes all or nothing. */
export function transactWrite(asked: Asked, input: TransactWriteCommandInput): object {
  requireKnown('TransactWriteCommand', input, new Set(['TransactItems', 'ClientRequestToken']));
  const { database, fate } = asked;
  const writes = input.TransactItems ?? [];
  if (writes.length === 0 || writes.length > maxItems) {
    throw invalid('Member must have length less than or equal to 100, greater than or equal to 1');
  }
  if (isRepeated(database, input)) return {};
  requireApart(writes);
  const plans = writes.map((write) => planOrRefusal(database, write));
  const sound = plans.flatMap((plan) => (plan instanceof DynamoDBServiceException ? [] : [plan]));
  const bytes = sound.reduce((sum, { next }) => sum + (next?.bytes ?? 0), 0);
  if (bytes > maxBytes) throw invalid('Transaction request size cannot exceed 4 MB');
  if (fate === 'conflict') throw conflict(database, writes);
  const reasons = plans.map((plan, at) => reasonAgainst(plan, writes[at]));
  if (reasons.some(({ Code }) => Code !== 'None')) {
    for (const plan of sound) chargeInVain(database, plan);
    throw canceled(reasons);
  }
  for (const plan of sound) carryOut(database, plan, price);
  remember(database, input);
  return {};
}

/** Also of items that cannot be written as they are. */
function requireApart(writes: readonly Write[]): void {
  const items = writes.map(({ Put, Update, Delete, ConditionCheck }) => {
    const { pk, sk } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
    return JSON.stringify([(Put ?? Update ?? Delete ?? ConditionCheck)?.TableName, pk, sk]);
  });
  requireDistinct(items, 'Transaction request cannot include multiple operations on one item');
}

function planOrRefusal(database: Database, write: Write): Plan | DynamoDBServiceException {
  try {
    return plan(database, write);
  } catch (cause) {
    const ofItem = cause instanceof DynamoDBServiceException && saysItem.test(cause.message);
    if (ofItem) return cause;
    throw cause;
  }
}

/** What is wrong with an item, and not with the words of the request, is a reason of its own. */
const saysItem =
  /^(One or more parameter values|Item size|The document path|An operand in|The provided expression refers|The provided key)/u;

function plan(database: Database, write: Write): Plan {
  const { Put, Update, Delete, ConditionCheck } = write;
  if (Put) return planPut(database, Put);
  if (Update) return planUpdate(database, Update);
  if (Delete) return planDelete(database, Delete);
  if (ConditionCheck) return planCheck(database, ConditionCheck);
  throw notSimulated(`${Object.keys(write).join()} of TransactWriteCommand`);
}

function reasonAgainst(
  plan: Plan | DynamoDBServiceException,
  write: Write | undefined,
): CancellationReason {
  if (plan instanceof DynamoDBServiceException) {
    return { Code: 'ValidationError', Message: plan.message };
  }
  if (plan.allowed) return { Code: 'None' };
  const { Put, Update, Delete, ConditionCheck } = write ?? {};
  const wanted = (Put ?? Update ?? Delete ?? ConditionCheck)?.ReturnValuesOnConditionCheckFailure;
  return {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(wanted === 'ALL_OLD' && plan.before && { Item: attributeValues(copied(plan.before.item)) }),
  };
}

/** Somebody else holds one of the items. */
function conflict({ random }: Database, writes: readonly Write[]): TransactionCanceledException {
  const held = Math.floor(random() * writes.length);
  const reasons = writes.map((_, at) =>
    at === held
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  return canceled(reasons);
}

function canceled(CancellationReasons: CancellationReason[]): TransactionCanceledException {
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  return new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons,
    ...metadata(),
  });
}

/** What was prepared is paid for; indexes were never reached. */
function chargeInVain({ meter }: Database, plan: Plan): void {
  if (!meter) return;
  const { table, before, allowed, checkOnly } = plan;
  const whole = allowed && !checkOnly ? unitsOfWrite({ ...table, indexes: [] }, plan) : 0;
  meter.writeUnits(table.name, price * Math.max(whole, unitsOfRefusedWrite(before)));
}

const tokenValidMs = 600_000;

function isRepeated({ tokens, now }: Database, input: TransactWriteCommandInput): boolean {
  const known = tokens.get(input.ClientRequestToken ?? '');
  if (!known || now() - known.at > tokenValidMs) return false;
  if (known.request === requestText(input)) return true;
  throw new IdempotentParameterMismatchException({
    Message: 'another request',
    message: 'another request',
    ...metadata(),
  });
}

function remember({ tokens, now }: Database, input: TransactWriteCommandInput): void {
  if (input.ClientRequestToken === undefined) return;
  tokens.set(input.ClientRequestToken, { request: requestText(input), at: now() });
}

const requestText = ({ TransactItems }: TransactWriteCommandInput): string =>
  JSON.stringify(TransactItems);
