import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '../lib/audit/leaf.ts';
import { batchKey } from '../lib/aws/keys.ts';
import { decodeHead } from '../lib/aws/ledger-items.ts';
import type { CaseView } from '../lib/cases/api.ts';
import { caseIdOf } from '../lib/cases/assessment.ts';
import type { RetentionPlan } from '../lib/retention/plan-retention.ts';
import { type Colleague, colleague } from '../local/demo/colleague.ts';
import { readAddresses } from '../local/published-addresses.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Bank, bankOf } from './support/bank.ts';
import { remitter, remitterReports, type SentReport } from './support/evening-remitter.ts';
import { startQuietStack } from './support/quiet-stack.ts';
import { readAnyhow } from './support/read-anyhow.ts';
import { entity } from './support/reports.ts';

/*
 * A batch of sixteen years ago about three clients: one whose reports were disclosed, one whose case is
 * on hold, and one of whom nobody ever heard. In the order told.
 */

const program = fileURLToPath(new URL('../local/moneytrail.ts', import.meta.url));
const receivedAt = '2010-11-20T12:00:00.000Z';
const [disclosed, held, plain] = ['30001', '30002', '30003'] as const;
const today = new Date().toISOString().slice(0, 10);

let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;
let analyst: Colleague;
let approver: Colleague;
let batchId = '';
const before = new Map<string, unknown>();

/** The same story sixteen years earlier. */
const earlier = (report: SentReport): SentReport =>
  JSON.parse(
    JSON.stringify(report).replaceAll(
      /\b(20[12]\d)-(?=\d\d-\d\d)/g,
      (_, year) => `${Number(year) - 16}-`,
    ),
  );
const reportsOf = (number: string) => remitterReports(number).map(earlier);
const pathOf = (number: string) => `/v1/cases/${caseIdOf([remitter(number)])}`;
const caseOf = (number: string) => analyst.get<CaseView>(pathOf(number));
/** What only the reports of one client say: a surname, a telephone. */
const markersOf = (number: string) =>
  new RegExp(
    `MODEL${[...number].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}|905-?555-?${number.slice(-4)}`,
    'i',
  );

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
  analyst = await colleague(stack, 'analyst');
  approver = await colleague(stack, 'approver');
  const reports = [disclosed, held, plain].flatMap(reportsOf);
  const refused = { ...reportsOf(plain)[0], reference: 'REFUSED', suspicion: undefined };
  const outcome = await bank.submit([...reports, refused]);
  expect(outcome).toMatchObject({ status: 'completed', counts: { rejected: 1, submitted: 13 } });
  ({ batchId } = outcome);
  await stack.idle();
  await disclose();
  const scope = { kind: 'case', caseId: caseIdOf([remitter(held)]) };
  await approver.post('/v1/legal-holds', { scope, reason: 'A court has ordered it.' });
  const { client, stores } = connected();
  await client.send(
    new UpdateCommand({
      TableName: stores['REPORTS_TABLE'],
      Key: batchKey(entity, batchId),
      UpdateExpression: 'SET receivedAt = :at',
      ExpressionAttributeValues: { ':at': receivedAt },
    }),
  );
  await stack.idle();
  for (const number of [disclosed, held]) before.set(number, (await caseOf(number)).assessment);
}, 240_000);
afterAll(() => stop());

async function disclose() {
  const path = pathOf(disclosed);
  const revision = async () => (await caseOf(disclosed)).case.revision;
  await analyst.post(`${path}/claim`, {});
  const grounds = 'Small sums leave for several unknown people on most evenings.';
  await analyst.post(`${path}/submit`, { revision: await revision(), grounds });
  await approver.post(`${path}/approve`, { revision: await revision(), reason: 'Agreed.' });
  await stack.idle();
}

function connected() {
  const addresses = readAddresses(stack.dataDirectory);
  if (!addresses) throw new Error('no stack runs');
  const { region, endpoints, rootKey: credentials, stores } = addresses;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials }),
  );
  const s3 = new S3Client({ region, endpoint: endpoints.s3, credentials });
  return { client, s3, stores };
}

const moneytrail = (...words: string[]) =>
  new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const all = [program, ...words, '--data-directory', stack.dataDirectory];
    execFile(process.execPath, all, { maxBuffer: 2 ** 26 }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out: out.trim(), said }),
    );
  });
const plan = async () =>
  JSON.parse(
    (await moneytrail('retention', 'plan', '--as-of', today, '--json')).out,
  ) as RetentionPlan;
const run = () => moneytrail('retention', 'run', '--as-of', today, '--confirm', '--json');

/** Every place where a pattern stands: objects in all their versions, and items. */
async function placesOf(pattern: RegExp): Promise<string[]> {
  const { client, s3, stores } = connected();
  const places: string[] = [];
  for (const [variable, name] of Object.entries(stores)) {
    if (variable.endsWith('_BUCKET')) places.push(...(await objectsWith(s3, name, pattern)));
    if (!variable.endsWith('_TABLE')) continue;
    for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
      for (const item of Items) {
        const texts = [JSON.stringify(item)];
        for (const value of Object.values(item)) {
          if (value instanceof Uint8Array) texts.push(await readAnyhow(value));
        }
        if (variable === 'LEDGER_TABLE') texts.push(JSON.stringify(decodeHead(item)));
        if (pattern.test(texts.join('\n'))) places.push(`${variable} ${item['pk']} ${item['sk']}`);
      }
    }
  }
  return places.sort();
}

async function objectsWith(s3: S3Client, Bucket: string, pattern: RegExp): Promise<string[]> {
  const { Versions = [], IsTruncated } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(IsTruncated).toBe(false);
  const found: string[] = [];
  for (const { Key = '', VersionId } of Versions) {
    const get = new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) });
    const bytes = await (await s3.send(get)).Body?.transformToByteArray();
    if (bytes && pattern.test(await readAnyhow(bytes))) found.push(Key);
  }
  return found;
}

describe('given a batch of sixteen years ago, with one client disclosed and one held', () => {
  test('when it is planned, then only the third one’s identifiers would go, and nothing is touched', async () => {
    const standing = await placesOf(markersOf(plain));
    for (const kept of [/^batches\//, /^reports\//, /^(party\/|LEDGER_TABLE)/]) {
      expect(standing.filter((place) => kept.test(place))).not.toEqual([]);
    }
    const { out } = await moneytrail('retention', 'plan', '--as-of', today);
    expect(out).toContain('identifiers of 4 reports and 1 refused records would go');
    const [one] = (await plan()).batches;
    const named = (number: string) =>
      reportsOf(number)
        .map(({ reference }) => reference)
        .sort();
    expect(one?.goes).toMatchObject({ references: named(plain), refused: 1 });
    expect(one?.stays).toEqual([
      { why: 'disclosed', reports: 4, references: named(disclosed) },
      {
        why: 'legal-hold',
        reports: 4,
        references: named(held),
        holds: [expect.stringMatching(/^hold-/)],
      },
    ]);
    expect(markersOf(plain).test(out + JSON.stringify(one))).toBe(false);
    expect(await placesOf(markersOf(plain))).toEqual(standing);
  });

  test('when nobody confirms, or the future is asked about, then nothing is destroyed', async () => {
    expect((await moneytrail('retention', 'run', '--as-of', today)).code).toBe(2);
    const future = await moneytrail('retention', 'run', '--as-of', '2099-01-01', '--confirm');
    expect(future.code).toBe(2);
    expect((await moneytrail('retention', 'plan', '--as-of', 'soon')).code).toBe(2);
    expect(await placesOf(markersOf(plain))).not.toEqual([]);
  });

  test('when it is run, then nothing that identifies the third one is left anywhere', async () => {
    const { code, out, said } = await run();
    expect([code, said]).toEqual([0, `batch ${batchId}: done\n`]);
    expect(JSON.parse(out)).toMatchObject({ due: 1, destroyed: true });
    await stack.idle();
    expect(await placesOf(markersOf(plain))).toEqual([]);
    for (const number of [disclosed, held]) {
      expect(await placesOf(markersOf(number))).not.toEqual([]);
    }
  }, 60_000);

  test('then the case of the third one is gone, and the others stand as they stood', async () => {
    expect(await caseOf(plain)).toMatchObject({ case: { status: 'lapsed' }, nothingLeft: true });
    for (const number of [disclosed, held]) {
      const { assessment } = await caseOf(number);
      expect(assessment).toEqual(before.get(number));
    }
  });

  test('then receipts tell what they told, and what is derived can be derived again', async () => {
    const receipts = await bank.receipts(batchId);
    expect(receipts.map(({ verdict }) => verdict).sort()).toHaveLength(13);
    const { code, out } = await moneytrail('ledger', 'rebuild', '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({ differingReports: [], differingLedgers: [] });
    expect(code).toBe(0);
  });

  test('then the audit log tells who destroyed it, by ids and a digest', async () => {
    const auditor = await colleague(stack, 'auditor');
    const { leaves } = await auditor.get<{ leaves: { leaf: Leaf }[] }>('/v1/audit?kind=retention');
    expect(leaves.map(({ leaf }) => [leaf.kind, leaf.act])).toEqual([
      ['retention', 'destroy'],
      ['retention', 'hold'],
    ]);
    expect(leaves[0]?.leaf.about).toEqual([batchId, entity].sort());
  });

  test('when it is run again, then nothing is due and nothing changes', async () => {
    await stack.idle();
    const everything = await placesOf(/./);
    const { code, out } = await run();
    expect([code, JSON.parse(out).due]).toEqual([0, 0]);
    expect(await placesOf(/./)).toEqual(everything);
  });

  test('when the client is reported again, then the new report counts', async () => {
    const [report] = reportsOf(plain);
    const again = { ...report, action: 'change' };
    expect(await bank.submit([again])).toMatchObject({ counts: { rejected: 0, submitted: 1 } });
    await stack.idle();
    expect(await placesOf(markersOf(plain))).not.toEqual([]);
  });
});
