import { beforeEach, expect, test } from 'vitest';
import type { BatchView } from '../../lib/http/batch-view.ts';
import type { ReceiptView } from '../../lib/http/receipt-view.ts';
import { ingestBatch } from '../../lib/reports/ingest-batch.ts';
import { type IntakeClient, intakeClient } from '../../test/support/intake-client.ts';
import { entity, filedReport, withAmount, withdrawal } from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';

/* What a sender is told while a batch is worked on, block by block. */

let stack: StackIntake;
let client: IntakeClient;
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
});

const countOf: Record<string, keyof BatchView['counts']> = {
  accepted: 'accepted',
  'accepted-with-warnings': 'acceptedWithWarnings',
  duplicate: 'duplicates',
  'conflicting-duplicate': 'conflicting',
  superseded: 'superseded',
  rejected: 'rejected',
};

/** Every receipt there is by now, page by page. */
async function receiptsOf(batchId: string): Promise<ReceiptView[]> {
  const all: ReceiptView[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await client.receipts(batchId, { limit: '170', ...(cursor && { cursor }) });
    const page = JSON.parse(body) as { receipts: ReceiptView[]; next?: string };
    all.push(...page.receipts);
    cursor = page.next;
  } while (cursor);
  return all;
}

async function expectSums(batchId: string): Promise<BatchView['counts']> {
  const { counts } = (await client.status(batchId)) as BatchView;
  const { submitted, pending, ...verdicts } = counts;
  const given = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  expect(given + pending).toBe(submitted);

  const receipts = await receiptsOf(batchId);
  expect(receipts.map(({ record }) => record)).toEqual(
    Array.from({ length: given }, (_, at) => at + 1),
  );
  for (const [verdict, name] of Object.entries(countOf)) {
    const told = receipts.filter((receipt) => receipt.verdict === verdict);
    expect([name, told.length]).toEqual([name, counts[name]]);
  }
  return counts;
}

test('at every moment while a batch is worked on, its counts add up and are those of its receipts', async () => {
  const records = Array.from({ length: 450 }, (_, at) => {
    if (at % 50 === 7) return 'nonsense';
    if (at % 50 === 8) return filedReport();
    if (at % 50 === 9) return withAmount(filedReport(), `${at}.00`);
    if (at % 50 === 10) return withdrawal(`STR-9${at}`);
    return filedReport({ reference: `STR-9${at - (at % 50)}-${at}` });
  });
  const batchId = await client.submit(records);
  const seen: number[] = [];
  const look = async () => seen.push((await expectSums(batchId)).pending);
  const { batches, receipts } = stack.ports;
  const watched = {
    ...stack.ports,
    receipts: {
      ...receipts,
      // Receipts are kept before the counts say so: a reader must not see them yet.
      keep: async (...given: Parameters<typeof receipts.keep>) => {
        const kept = await receipts.keep(...given);
        await look();
        return kept;
      },
    },
    batches: {
      ...batches,
      advance: async (...given: Parameters<typeof batches.advance>) => {
        const advanced = await batches.advance(...given);
        await look();
        return advanced;
      },
    },
  };
  await look();
  const ref = { entity, batchId };
  await ingestBatch(watched, { ref, hasTime: () => true, recordsPerBlock: 100 });
  expect(new Set(seen)).toEqual(new Set([450, 350, 250, 150, 50, 0]));
  expect(seen[0]).toBe(450);
  expect(seen.at(-1)).toBe(0);
  expect(seen.toSorted((a, b) => b - a)).toEqual(seen);
  expect(await expectSums(batchId)).toMatchObject({
    submitted: 450,
    pending: 0,
    rejected: 9,
    conflicting: 9,
    duplicates: 8,
    acceptedWithWarnings: 9,
  });
});

test('given pages of NDJSON or CSV, when put one after the other, then they are one file', async () => {
  const batchId = await client.submit([
    filedReport(),
    'nonsense',
    filedReport({ reference: 'STR-2' }),
  ]);
  await client.deliver();
  const pages = async (format: string, more: Record<string, string> = {}) => {
    const found = [];
    let cursor: string | undefined;
    do {
      const query = { format, limit: '2', ...more, ...(cursor && { cursor }) };
      const page = await client.receipts(batchId, query);
      expect(page.headers?.['content-disposition']).toBe(
        `attachment; filename="receipts-${batchId}.${format}"`,
      );
      found.push(page.body);
      cursor = /cursor=([^&]+)&/.exec(String(page.headers?.['link'] ?? ''))?.[1];
    } while (cursor);
    return found;
  };
  for (const format of ['ndjson', 'csv']) {
    const inPages = await pages(format);
    expect(inPages).toHaveLength(2);
    const [whole] = await pages(format, { limit: '100' });
    expect(inPages.join('')).toBe(whole);
  }
  const [first, second] = await pages('csv', { header: 'true' });
  expect(second?.split('\r\n')[0]).toBe(first?.split('\r\n')[0]);
  const [bare] = await pages('csv', { header: 'false' });
  expect(bare).toMatch(/^"1","2","STR-1","accepted"/);
});
