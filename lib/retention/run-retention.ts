import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import { withdrawnContribution } from '../ledger/contributions-of-report.ts';
import type { AcceptedBatch } from '../reports/batch.ts';
import {
  askBefore,
  askRetention,
  type Before,
  batchToPlan,
  blocksOf,
  holdsInForce,
  isTaken,
  packagesOf,
} from './ask-retention.ts';
import {
  type BatchPlan,
  hasDue,
  inOrder,
  planRetention,
  type RetentionPlan,
} from './plan-retention.ts';
import type { PackagedReports, RetainedBatch, RetentionPorts } from './retention-ports.ts';
import { type RewrittenBatch, rewriteBatch } from './rewrite-batch.ts';
import { destroyUnnamedPackages, unnamedPackages } from './unnamed-packages.ts';

export type RetentionRun = {
  asOf: string;
  actor: string;
  /** Told of each batch of which something went. */
  onBatch?: (done: BatchPlan) => void;
  /** Whether a further batch may be looked at. */
  hasTime?: () => boolean;
};

/** What would go, and nothing is touched. */
export const dryRun = async (ports: RetentionPorts, asOf: string): Promise<RetentionPlan> => ({
  ...planRetention(await askRetention(ports, asOf)),
  unnamedPackages: await unnamedPackages(ports, asOf),
});

/**
 * Destroys what is due, one batch after another, and packages that nothing names. It is noted first, done
 * next, and told to the audit log before the bytes go that it was planned from. Each step is safe to
 * repeat, so that whatever ends a run, the next one finishes it; a run that finds nothing due changes
 * nothing.
 *
 * @throws the first failure, once every batch was looked at.
 * @returns the plan of what was looked at; what there was no time for is left to the next run.
 */
export async function runRetention(
  ports: RetentionPorts,
  { asOf, actor, onBatch, hasTime = () => true }: RetentionRun,
): Promise<RetentionPlan> {
  const before = await askBefore(ports, asOf);
  const batches: BatchPlan[] = [];
  const failures: unknown[] = [];
  for await (const found of ports.batches.every()) {
    if (!hasTime()) break;
    try {
      const one = await lookAfter(ports, found, { ...before, actor });
      if (!one) continue;
      batches.push(one);
      if (hasDue(one)) onBatch?.(one);
    } catch (failure) {
      failures.push(failure);
    }
  }
  const gone = hasTime()
    ? await destroyUnnamedPackages(ports, { asOf, actor }).catch((failure) => {
        failures.push(failure);
        return [];
      })
    : [];
  // One that fails keeps none of the others; somebody is to hear of it all the same.
  if (failures.length > 0) throw failures[0];
  return { asOf, batches: inOrder(batches), unnamedPackages: gone };
}

async function lookAfter(
  ports: RetentionPorts,
  found: RetainedBatch,
  { actor, ...before }: Before & { actor: string },
): Promise<BatchPlan | undefined> {
  const { asOf } = before.question;
  const batch = await removeLeftOver(ports, found);
  const toPlan = await batchToPlan(ports, batch, asOf);
  if (!toPlan) return undefined;
  const planFrom = ({ question }: Before) =>
    planRetention({ ...question, batches: [toPlan] }).batches[0];
  // A run may take hours: what was put on hold meanwhile is held.
  const holds = await holdsInForce(ports, asOf);
  const first = planFrom({ ...before, question: { ...before.question, holds } });
  if (!first || !hasDue(first)) return first;
  // And what was submitted or approved meanwhile stays. Only identifiers go by what packages say.
  const known = first.goes.references.length > 0 ? await askBefore(ports, asOf) : undefined;
  const one = known ? planFrom(known) : first;
  const { packaged } = known ?? before;
  if (one && hasDue(one)) await carryOut(ports, batch, { one, packaged, actor });
  return one;
}

/** What a run that broke off between naming new bytes and removing the old ones has left. */
async function removeLeftOver(ports: RetentionPorts, batch: RetainedBatch): Promise<RetainedBatch> {
  const { removing, ...done } = batch.destroyed;
  if (removing === undefined) return batch;
  await ports.objects.destroy(removing);
  return ports.batches.note(batch, done);
}

type Task = { one: BatchPlan; packaged: PackagedReports; actor: string };

async function carryOut(ports: RetentionPorts, found: RetainedBatch, task: Task): Promise<void> {
  const { one, actor } = task;
  const begunAt = ports.now();
  const batch = await ports.batches.note(found, { ...found.destroyed, begunAt });
  const rewritten = isTaken(batch) ? await destroyContent(ports, batch, task) : undefined;
  await tellOf(ports, batch, { one, actor });

  const { entity, source } = batch;
  const at = ports.now();
  const noted = {
    refusedGoneAt: batch.destroyed.refusedGoneAt ?? at,
    ...(one.goes.references.length > 0 && { identifiersGoneAt: at }),
  };
  if (!rewritten) {
    await ports.objects.destroy(source);
    await ports.batches.note(batch, noted);
    return;
  }
  const { bytes, form, encoding, digest: sha256, slices } = rewritten;
  const kept = await ports.inbox.keep(entity, sha256, bytes);
  const isSame = kept === source;
  const next = { source: kept, form, encoding, digest: sha256, slices };
  const named = await ports.batches.note(
    batch,
    { ...noted, ...(!isSame && { removing: source }) },
    next,
  );
  if (isSame) return;
  await ports.objects.destroy(source);
  await ports.batches.note(named, noted);
}

/** Everything but the raw bytes, from which it can be told again what is to be done. */
async function destroyContent(
  ports: RetentionPorts,
  batch: AcceptedBatch,
  { one, packaged }: Task,
): Promise<RewrittenBatch> {
  const { references } = one.goes;
  const rewritten = await rewriteBatch(ports, batch, new Set(references));
  if (references.length === 0) return rewritten;
  await withdrawInRegister(ports, batch, rewritten);
  await forgetInLedgers(ports, batch, rewritten);
  for (const disclosureId of packagesOf(packaged, batch.entity, references)) {
    await ports.packages.destroy(disclosureId, {
      at: ports.now(),
      record: recordOf(batch, one).id,
    });
  }
  await destroyBlocks(ports, batch, rewritten);
  return rewritten;
}

/** What the register says of a report from then on: that it was withdrawn, and of whom no more. */
async function withdrawInRegister(
  { register }: RetentionPorts,
  { entity }: AcceptedBatch,
  { withdrawn }: RewrittenBatch,
): Promise<void> {
  const byReference = new Map(withdrawn.map((one) => [one.reference, one]));
  await register.change(entity, [...byReference.keys()], (reference, known) => {
    const next = byReference.get(reference);
    // A newer version may have come meanwhile, and this is no longer the one that counts.
    if (!next || known?.revision !== next.was) return undefined;
    const { submittedDigest, version } = known;
    return {
      revision: next.revision,
      digest: next.digest,
      action: 'delete',
      touched: [],
      ...(submittedDigest !== undefined && { submittedDigest }),
      version: version + 1,
    };
  });
}

async function forgetInLedgers(
  { ledgers, evaluations }: RetentionPorts,
  { entity }: AcceptedBatch,
  { subjects, withdrawn }: RewrittenBatch,
): Promise<void> {
  const contributions = withdrawn.map(({ reference, revision }) =>
    withdrawnContribution({ entity, reference }, revision),
  );
  for (const subject of subjects) {
    const written = await ledgers.forget(subject, contributions);
    if (written.length > 0) await evaluations.request(written, entity);
  }
}

/** What stays is kept again in objects of its own, and the register is told where, before any goes. */
async function destroyBlocks(
  { inbox, register, objects }: RetentionPorts,
  { entity, batchId }: AcceptedBatch,
  { kept }: RewrittenBatch,
): Promise<void> {
  const stays = new Set<string>();
  for (const { reference, position, revision, text } of kept) {
    const [location] = await inbox.keepReports({ entity, batchId, first: position }, [text]);
    if (!location) continue;
    stays.add(location.name);
    await register.change(entity, [reference], (_, known) =>
      known?.revision === revision && known.location?.name !== location.name
        ? { ...known, location, version: known.version + 1 }
        : undefined,
    );
  }
  for (const name of await objects.named(blocksOf({ entity, batchId }))) {
    if (!stays.has(name)) await objects.destroy(name);
  }
}

/** What is destroyed of a batch, and how the audit log will name it: the same however often it is tried. */
function recordOf(
  {
    entity,
    batchId,
    digest: batchDigest = '',
  }: Pick<RetainedBatch, 'entity' | 'batchId' | 'digest'>,
  { receivedAt, goes: { references, refused } }: BatchPlan,
): { text: string; sha256: string; id: string } {
  const text = canonicalJson({ entity, batchId, receivedAt, batchDigest, references, refused });
  const sha256 = digest(text);
  return { text, sha256, id: `${batchId}/${sha256.slice(0, 32)}` };
}

/** The record of it is kept beside the batches; the audit log is told its digest. */
async function tellOf(
  { objects, tell, now }: RetentionPorts,
  batch: RetainedBatch,
  { one, actor }: Pick<Task, 'one' | 'actor'>,
): Promise<void> {
  const { entity, batchId } = batch;
  const { text, sha256, id } = recordOf(batch, one);
  await objects.keep(`destroyed/${entity}/${batchId}/${sha256}.json`, text);
  await tell({
    type: 'retention-acted',
    id,
    at: now(),
    actor,
    act: 'destroy',
    about: [batchId, entity],
    digest: sha256,
  });
}
