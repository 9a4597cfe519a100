import { decodeBundle } from '../../../lib/audit/entry-bundle.ts';
import { type Leaf, readLeaf } from '../../../lib/audit/leaf.ts';
import { bundleName, tilesAt } from '../../../lib/audit/tiles.ts';
import { verifyLog } from '../../../lib/audit/verify/verify-log.ts';
import { kmsSigner } from '../../../lib/aws/kms-signer.ts';
import { canonicalJson } from '../../../lib/canonical-json.ts';
import { digest } from '../../../lib/identifiers.ts';
import { sourceOf } from '../../support/memory-audit-log.ts';
import type { Evidence } from './evidence.ts';

/** The audit log verifies and holds every decision exactly once, which has its locked copy, and every read. */
export async function auditVerifies(evidence: Evidence): Promise<void> {
  const { world, decisions } = evidence;
  const objects = world.cloud.objects(world.stores.buckets.audit);
  copiesAreDecisions(evidence, objects);
  const log = new Map(
    [...objects].flatMap(([name, bytes]) =>
      name.startsWith('log/') ? [[name.slice('log/'.length), bytes] as const] : [],
    ),
  );
  if (log.size === 0) {
    if (decisions.length + world.machines.shown() > 0) world.fail('audit', 'there is no log');
    return;
  }
  const { clients, key } = {
    clients: world.cloud.clientsOf('oracle'),
    key: world.stores.signingKey,
  };
  const publicKey = await kmsSigner({ client: clients.kms, key }).publicKey();
  const { fault, size = 0 } = await verifyLog(sourceOf(log), { publicKey });
  if (fault) world.fail('audit', `the log does not verify: ${JSON.stringify(fault)}`);
  else leavesAreDecisions(evidence, leavesIn(log, size));
}

function copiesAreDecisions(
  { world, decisions }: Evidence,
  objects: ReadonlyMap<string, Uint8Array>,
) {
  for (const decision of decisions) {
    const { caseId, sequence } = decision;
    const name = `decisions/${caseId}/${String(sequence).padStart(6, '0')}.json`;
    const copy = objects.get(name);
    if (!copy) world.fail('audit', `${name} is missing`);
    else if (Buffer.from(copy).toString('utf8') !== canonicalJson(decision)) {
      world.fail('audit', `${name} tells otherwise`);
    }
  }
  const copies = [...objects.keys()].filter((name) => name.startsWith('decisions/')).length;
  if (copies !== decisions.length) {
    world.fail('audit', `${copies} copies of ${decisions.length} decisions`);
  }
}

const leavesIn = (log: ReadonlyMap<string, Uint8Array>, size: number): Leaf[] =>
  tilesAt(0, size).flatMap((tile) =>
    decodeBundle(log.get(bundleName(tile)) ?? Buffer.of()).map(readLeaf),
  );

function leavesAreDecisions({ world, decisions }: Evidence, leaves: readonly Leaf[]): void {
  const told = leaves.flatMap((leaf) =>
    leaf.kind === 'decision' ? [`${leaf.id} ${leaf.digest}`] : [],
  );
  const made = decisions.map(
    (one) => `${one.caseId}/${one.sequence} ${digest(canonicalJson(one))}`,
  );
  if (told.toSorted().join() !== made.toSorted().join()) {
    world.fail('audit', `${told.length} leaves do not tell of ${made.length} decisions, each once`);
  }
  const reads = leaves.filter(({ kind }) => kind === 'read').length;
  // An answer may be told of and be lost on its way.
  if (reads < world.machines.shown()) {
    world.fail('audit', `${world.machines.shown()} answers left, ${reads} are told of`);
  }
  if (new Set(leaves.map(({ id }) => id)).size !== leaves.length) {
    world.fail('audit', 'a leaf is in the log twice');
  }
}
