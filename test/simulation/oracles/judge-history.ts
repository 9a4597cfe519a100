import type { Actors } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { auditVerifies } from './audit-verifies.ts';
import { batchesAreKept } from './batches-are-kept.ts';
import { casesAreRight } from './cases-are-right.ts';
import { decisionsAreRight } from './decisions-are-right.ts';
import { gatherEvidence } from './evidence.ts';
import { matchesAreRight } from './matches-are-right.ts';
import { nothingIsLeft } from './nothing-is-left.ts';
import { oneLiveRevision } from './one-live-revision.ts';
import { packagesAreRight } from './packages-are-right.ts';
import { receiptsAddUp } from './receipts-add-up.ts';

/** Looks at what a history left; whatever is not as it must be is told to the world. */
export async function judgeHistory(world: World, actors: Actors): Promise<void> {
  try {
    const evidence = await gatherEvidence(world, actors);
    nothingIsLeft(evidence);
    batchesAreKept(evidence);
    await oneLiveRevision(evidence);
    matchesAreRight(evidence);
    casesAreRight(evidence);
    packagesAreRight(evidence);
    decisionsAreRight(evidence);
    await auditVerifies(evidence);
    await receiptsAddUp(evidence);
  } catch (failure) {
    // What is stored cannot even be read.
    const { name, message } = failure instanceof Error ? failure : new Error(String(failure));
    world.fail('readable', `${name}: ${message}`);
  }
}
