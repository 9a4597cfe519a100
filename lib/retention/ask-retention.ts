import type { LedgerKey } from '../identifiers.ts';
import { contributionName } from '../ledger/ledger.ts';
import type { AcceptedBatch } from '../reports/batch.ts';
import { clocksOf, hasCome } from './clocks.ts';
import { isInForce, type LegalHold, type ResolvedHold } from './legal-hold.ts';
import type { BatchToPlan, HeldReport, RetentionQuestion } from './plan-retention.ts';
import { openRecords } from './records-of-batch.ts';
import type { PackagedReports, RetainedBatch, RetentionPorts } from './retention-ports.ts';

/** What a plan needs to know whatever batches it is about: packages and holds. */
export type Before = { question: RetentionQuestion; packaged: PackagedReports };

export async function askBefore(ports: RetentionPorts, asOf: string): Promise<Before> {
  const packaged = await ports.cases.packaged();
  const holds = await holdsInForce(ports, asOf);
  const { disclosed, pending } = packaged;
  return { question: { asOf, batches: [], disclosed, pending, holds }, packaged };
}

/**
 * Gathers everything that a plan needs.
 *
 * @param asOf RFC 3339.
 */
export async function askRetention(
  ports: RetentionPorts,
  asOf: string,
): Promise<RetentionQuestion> {
  const { question } = await askBefore(ports, asOf);
  const batches: BatchToPlan[] = [];
  for await (const batch of ports.batches.every()) {
    const toPlan = await batchToPlan(ports, batch, asOf);
    if (toPlan) batches.push(toPlan);
  }
  return { ...question, batches };
}

/** Those that hold at the moment asked about, or now if that is later. */
export async function holdsInForce(ports: RetentionPorts, asOf: string): Promise<ResolvedHold[]> {
  // A hold that was placed since the moment asked about holds all the same.
  const now = ports.now();
  const moment = hasCome(asOf, now) ? now : asOf;
  const inForce = (await ports.holds.all()).filter((found) => isInForce(found, moment));
  const resolved: ResolvedHold[] = [];
  for (const { hold } of inForce) resolved.push(await resolve(ports, hold));
  return resolved;
}

/** What a case rests on now, what was decided on, and whatever was told of those held with it. */
async function resolve({ cases, ledgers }: RetentionPorts, hold: LegalHold): Promise<ResolvedHold> {
  if (hold.scope.kind !== 'case') return { hold };
  const { subjects, reports } = await cases.factsOf(hold.scope.caseId);
  const names = new Set(reports);
  for (const subject of new Set([...subjects, ...(hold.subjects ?? [])])) {
    for (const name of await ledgers.reportsOf(subject)) names.add(name);
  }
  return { hold, caseReports: names };
}

/**
 * What there is to plan of a batch. Its bytes are read only when identifiers in it may go: what they hold
 * by then decides, not what was noted about them.
 *
 * @returns undefined for what there is nothing of: an upload that is awaited.
 */
export async function batchToPlan(
  ports: RetentionPorts,
  batch: RetainedBatch,
  asOf: string,
): Promise<BatchToPlan | undefined> {
  if (!isTaken(batch)) return turnedAway(batch);
  const { entity, batchId, receivedAt, source, counts } = batch;
  const finished = isFinished(batch);
  const place = { entity, batchId, receivedAt, finished };
  const refused = batch.destroyed.refusedGoneAt === undefined ? counts.rejected : 0;
  if (!finished || !hasCome(clocksOf(receivedAt).purgeIdentifiersAt, asOf)) {
    const count = counts.accepted + counts.acceptedWithWarnings;
    return { ...place, refused, reports: [], count, objects: [source] };
  }
  const blocks = await ports.objects.named(blocksOf(batch));
  const reports = await heldReports(ports, batch);
  return { ...place, refused, reports, objects: [source, ...blocks] };
}

export const isTaken = (batch: RetainedBatch): batch is RetainedBatch & AcceptedBatch =>
  batch.receivedAt !== undefined && batch.acceptedAs !== undefined;

const isFinished = ({ status, done, submitted }: RetainedBatch): boolean =>
  (status === 'completed' || status === 'rejected') && done === submitted;

/** The prefix of the objects that hold accepted reports of a batch. */
export const blocksOf = ({ entity, batchId }: { entity: string; batchId: string }) =>
  `reports/${entity}/${batchId}/`;

/** An upload of which nothing counts: all of it was refused. */
function turnedAway(batch: RetainedBatch): BatchToPlan | undefined {
  const { entity, batchId, createdAt, status, source, destroyed } = batch;
  if (status !== 'rejected' && status !== 'failed') return undefined;
  return {
    entity,
    batchId,
    receivedAt: createdAt,
    finished: true,
    refused: destroyed.refusedGoneAt === undefined ? Math.max(1, batch.submitted) : 0,
    reports: [],
    objects: [source],
  };
}

async function heldReports(ports: RetentionPorts, batch: AcceptedBatch): Promise<HeldReport[]> {
  const held = new Map<string, { live: boolean; touches: Set<LedgerKey> }>();
  const { records } = await openRecords(ports, batch);
  for await (const record of records) {
    if (record.kind !== 'report') continue;
    const known = held.get(record.reference) ?? { live: false, touches: new Set() };
    for (const key of record.touches) known.touches.add(key);
    held.set(record.reference, { ...known, live: known.live || record.live });
  }
  return [...held].map(([reference, { live, touches }]) => ({
    reference,
    live,
    touches: [...touches].sort(),
  }));
}

/** The packages that will never leave and that speak of a report. */
export const packagesOf = (
  { withdrawn }: PackagedReports,
  entity: string,
  references: readonly string[],
): string[] => [
  ...new Set(
    references.flatMap((reference) => withdrawn.get(contributionName({ entity, reference })) ?? []),
  ),
];
