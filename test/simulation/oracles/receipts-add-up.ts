import { receiptStore } from '../../../lib/aws/receipt-store.ts';
import type { BatchRecord, Counts, Verdict } from '../../../lib/reports/batch.ts';
import type { Receipt } from '../../../lib/reports/receipts.ts';
import { reportDigest } from '../../../lib/reports/report-digest.ts';
import type { Accepted, Told } from '../reference/accepted-batches.ts';
import { nameOf } from '../reference/reference-model.ts';
import { type Evidence, same } from './evidence.ts';

/** Every record has exactly one receipt, the counts are those of the receipts, and verdicts agree. */
export async function receiptsAddUp(evidence: Evidence): Promise<void> {
  const { world, batches, accepted } = evidence;
  const byId = new Map(batches.map((batch) => [batch.batchId, batch]));
  const told = new Map<string, readonly Receipt[]>();
  for (const one of accepted) {
    const batch = byId.get(one.batchId);
    if (!batch) continue;
    const receipts = await receiptsOf(evidence, batch);
    told.set(one.batchId, receipts);
    batchAddsUp(one, batch, receipts, world.fail);
  }
  verdictsAgree(evidence, told);
}

async function receiptsOf({ world }: Evidence, batch: BatchRecord): Promise<Receipt[]> {
  const { s3 } = world.cloud.clientsOf('oracle');
  const store = receiptStore({ client: s3, bucket: world.stores.buckets.inbox });
  const receipts: Receipt[] = [];
  while (receipts.length < batch.done) {
    const block = await store.read({ ...batch, first: receipts.length });
    if (block.length === 0) break;
    receipts.push(...block);
  }
  return receipts;
}

function batchAddsUp(
  { sent, batchId }: Accepted,
  batch: BatchRecord,
  receipts: readonly Receipt[],
  fail: Evidence['world']['fail'],
): void {
  const { submitted, done, counts, status } = batch;
  if (submitted !== sent.records.length) fail('receipts', `${batchId} holds ${submitted} records`);
  if (done !== submitted || receipts.length !== submitted) {
    fail('receipts', `${batchId}: ${receipts.length} receipts, ${done} done of ${submitted}`);
  }
  receipts.forEach(({ record, verdict }, at) => {
    if (record !== at + 1) fail('receipts', `${batchId}: receipt of ${record} at ${at}`);
    const valid = sent.records[at]?.report !== undefined;
    if (valid === (verdict === 'rejected')) fail('receipts', `${batchId}/${record} is ${verdict}`);
  });
  const sum = tally(receipts);
  if (!same(sum, counts)) {
    fail(
      'receipts',
      `${batchId} counts ${JSON.stringify(counts)}, receipts ${JSON.stringify(sum)}`,
    );
  }
  const expected = counts.rejected === submitted ? 'rejected' : 'completed';
  if (status !== expected) fail('receipts', `${batchId} is ${status} instead of ${expected}`);
}

const counted: Record<keyof Counts, Verdict> = {
  accepted: 'accepted',
  acceptedWithWarnings: 'accepted-with-warnings',
  duplicates: 'duplicate',
  conflicting: 'conflicting-duplicate',
  superseded: 'superseded',
  rejected: 'rejected',
};

const tally = (receipts: readonly Receipt[]) =>
  Object.fromEntries(
    Object.entries(counted).map(([name, wanted]) => [
      name,
      receipts.filter(({ verdict }) => verdict === wanted).length,
    ]),
  );

const asAccepted = ['accepted', 'accepted-with-warnings'];

/** Of what was said of one report something was accepted first, and what counts was never turned away. */
function verdictsAgree(
  { world, reference }: Evidence,
  told: ReadonlyMap<string, readonly Receipt[]>,
): void {
  const { fail } = world;
  for (const [name, versions] of Map.groupBy(reference.told, nameOf)) {
    const judged = versions.map((version) => ({
      version,
      verdict: told.get(version.batchId)?.[version.position]?.verdict ?? 'none',
      content: reportDigest(version.report),
    }));
    if (!judged.some(({ verdict }) => asAccepted.includes(verdict))) {
      fail('receipts', `nothing said of ${name} was accepted: ${judged.map(inShort).join('; ')}`);
    }
    const live = reference.live.get(name);
    const standing = judged.find(
      ({ version }) => version.batchId === live?.batchId && version.position === live.position,
    );
    if (!standing || ![...asAccepted, 'duplicate'].includes(standing.verdict)) {
      fail('receipts', `the live version of ${name} is ${standing?.verdict}`);
    }
    const submissions = judged.filter(({ version }) => version.report.action === 'submit');
    const contents = [...Map.groupBy(submissions, ({ content }) => content).values()].map((alike) =>
      alike.filter(({ verdict }) => asAccepted.includes(verdict) || verdict === 'superseded'),
    );
    // The register knows one content: what another took the place of is not known when it comes again.
    if (contents.filter((first) => first.length > 0).length > 1) continue;
    if (contents.some((first) => first.length > 1)) {
      fail('receipts', `a submission of ${name} was accepted twice`);
    }
  }
}

type Judged = { version: Told; verdict: string; content: string };

const inShort = ({ version, verdict, content }: Judged): string =>
  `${version.batchId}/${version.position} ${version.report.action} ${content.slice(0, 4)} ${verdict}`;
