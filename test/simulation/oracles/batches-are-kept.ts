import type { Evidence } from './evidence.ts';

/** Nothing accepted is lost: what was answered with 202 is there, finished, and nobody else's. */
export function batchesAreKept({ world, batches, accepted, errands }: Evidence): void {
  const { fail } = world;
  const byId = new Map(batches.map((batch) => [batch.batchId, batch]));
  for (const { batch: sent, way, batchId, status } of errands) {
    if (batchId === undefined) {
      // Turned away with a reason; anything else was asked again until it was answered.
      if (![409, 422].includes(status ?? 0)) fail('batches', `${sent.reference} got ${status}`);
      continue;
    }
    const kept = byId.get(batchId);
    if (!kept) fail('batches', `${batchId} is lost`);
    else if (!['completed', 'rejected', 'failed'].includes(kept.status)) {
      fail('batches', `${batchId} stays ${kept.status}`);
    } else if (way === 'inline' && kept.digest !== sent.digest) {
      fail('batches', `${batchId} is another batch`);
    } else if (kept.status === 'failed') fail('batches', `${batchId} ${kept.problem?.code}`);
  }
  const known = new Set(accepted.map(({ batchId }) => batchId));
  for (const { batchId, acceptedAs } of batches) {
    if (acceptedAs && !known.has(batchId)) fail('batches', `nobody sent ${batchId}`);
  }
  const references = accepted.map(({ sent }) => `${sent.entity} ${sent.reference}`);
  if (new Set(references).size < references.length) fail('batches', 'a reference counts twice');
  for (const { batch: sent, status, way, batchId } of errands) {
    // A key that stands for something else turns away what comes with it, but for an upload of as
    // many bytes: that is the same request, and what was uploaded first stays.
    const repeats = way === 'upload' && batchId !== undefined && known.has(batchId);
    const isKnown = references.includes(`${sent.entity} ${sent.reference}`);
    const heard = isKnown || status === 422 || repeats;
    if (!heard) fail('batches', `nothing came of ${sent.reference}`);
  }
}
