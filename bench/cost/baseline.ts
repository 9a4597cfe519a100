import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { PutCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { FiledReport } from '../../lib/reports/report.ts';
import { type Clients, simulatedCloud } from '../../local/simulated/cloud.ts';
import { type BillLine, type Meter, meter } from '../../local/simulated/meter.ts';
import { arrivalOf, entity } from './calendar.ts';
import { timesOf } from './storage.ts';
import type { Made } from './workload.ts';

/*
 * What the same workload costs on a design that many would begin with: each transaction is an item of
 * one table with three indexes, each report is remembered by an item of its own, and to judge a client
 * its items are queried. It is given what is cheap: batches of ten to the queue, eventually consistent
 * queries, no transactions, one item a transaction however many link keys a client has, and nothing
 * is judged or written about what was found.
 */

const day = 86_400_000;
/** The longest window that most indicators look back over. */
export const lookBackDays = 60;
/** MB; as much as the functions that it is compared with. */
const memory = 1769;
const table = 'transactions';
const indexes = [
  { name: 'bySubject', pk: 'subject', sk: 'at' },
  { name: 'byLinkKey', pk: 'linkKey', sk: 'at' },
  { name: 'byReport', pk: 'report', sk: 'sk' },
];

/**
 * How much of a report stands in the item of each of its transactions: all that indicators read, or not
 * the client, the account and the suspicion, without which few indicators can be judged.
 */
export type ItemSize = 'lean' | 'whole';

type Baseline = { meter: Meter; clients: Clients; queue: string; item: ItemSize };

/**
 * @param past reports of the time that indicators look back over, which are there when the others come.
 * @returns what the other reports cost, and what it costs to keep them for a month.
 */
export async function baselineBill(
  { past, reports }: { past: readonly Made[]; reports: readonly Made[] },
  item: ItemSize,
) {
  const used = meter();
  const stored = meter();
  const cloud = simulatedCloud({
    gate: () => 'done',
    now: () => 0,
    random: Math.random,
    meter: { ...used, watchStorage: (...watched) => stored.watchStorage(...watched) },
  });
  cloud.createTable(table, { indexes });
  const queue = cloud.createQueue('reports');
  const baseline = { meter: used, clients: cloud.clientsOf('baseline'), queue, item };
  await takeAll(baseline, past);
  const before = used.bill().lines;
  await takeAll(baseline, reports);
  const part = reports.length / (past.length + reports.length);
  return {
    lines: linesSince(used.bill().lines, before),
    storage: stored.bill().lines.map((line) => timesOf(line, part)),
  };
}

/** What was billed after `before`, of the same meter. */
const linesSince = (lines: readonly BillLine[], before: readonly BillLine[]): BillLine[] =>
  lines.map((line) => {
    const old = before.find((one) => one.line === line.line && one.resource === line.resource);
    const quantity = line.quantity - (old?.quantity ?? 0);
    return { ...line, quantity, nanoDollars: line.nanoDollars - (old?.nanoDollars ?? 0n) };
  });

async function takeAll(baseline: Baseline, reports: readonly Made[]): Promise<void> {
  for (let start = 0; start < reports.length; start += 10) {
    const ten = reports.slice(start, start + 10);
    await runOf(baseline, 'ingest', async () => {
      for (const made of ten) await keep(baseline, made);
      await announce(baseline, ten);
    });
    await runOf(baseline, 'evaluate', async () => {
      for (const { report, night } of ten) await readBack(baseline, report, night);
    });
    await acknowledge(baseline);
  }
}

async function runOf({ meter: used }: Baseline, name: string, task: () => Promise<void>) {
  const cpu = process.cpuUsage();
  await task();
  const { user, system } = process.cpuUsage(cpu);
  used.lambda(name, (user + system) / 1000, memory);
}

/** The report once, then its transactions. */
async function keep({ clients, item }: Baseline, { report }: Made): Promise<void> {
  const name = `REPORT#${entity}#${report.reference}`;
  const once = { pk: name, sk: 'REPORT' };
  try {
    await clients.dynamodb.send(
      new PutCommand({
        TableName: table,
        Item: once,
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    return;
  }
  for (const Item of itemsOf(report, name, item)) {
    await clients.dynamodb.send(new PutCommand({ TableName: table, Item }));
  }
}

function itemsOf(report: FiledReport, name: string, size: ItemSize): Record<string, unknown>[] {
  const [client] = report.parties;
  const [account] = report.accounts ?? [];
  return report.transactions.map((transaction) => {
    const named = new Set(JSON.stringify(transaction).match(/(?<="party":")[^"]+/g) ?? []);
    const others = report.parties.filter(({ ref }) => ref !== client?.ref && named.has(ref));
    return {
      pk: name,
      sk: `TRANSACTION#${transaction.ref}`,
      report: report.reference,
      subject: subjectOf(report),
      linkKey: `ACCOUNT#${account?.fi}#${account?.branch}#${account?.number}`,
      at: new Date(transaction.at).toISOString(),
      transaction,
      others,
      ...(size === 'whole' && { client, account, suspicion: report.suspicion }),
    };
  });
}

const subjectOf = ({ parties: [client] }: FiledReport) =>
  `CLIENT#${entity}#${client?.clientNumber}`;

async function announce({ clients, queue }: Baseline, made: readonly Made[]): Promise<void> {
  const Entries = made.map(({ report }, at) => ({
    Id: String(at),
    MessageBody: JSON.stringify({ type: 'report-kept', report: report.reference }),
  }));
  await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
}

/** What the client did in the time that indicators look back over. */
async function readBack({ clients }: Baseline, report: FiledReport, night: number): Promise<void> {
  let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await clients.dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'bySubject',
        KeyConditionExpression: 'subject = :subject AND #at >= :since',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: {
          ':subject': subjectOf(report),
          ':since': new Date(arrivalOf(night) - lookBackDays * day).toISOString(),
        },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** Ten messages are received in one request, and deleted in another. */
async function acknowledge({ clients, queue, meter: used }: Baseline): Promise<void> {
  const receive = new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 });
  await clients.sqs.send(receive);
  used.queueRequest('reports', { fifo: false, bytes: 0 });
}
