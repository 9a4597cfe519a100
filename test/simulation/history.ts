import { madeUpKnowledge } from './made-up/made-up-batch.ts';
import { judgeHistory } from './oracles/judge-history.ts';
import type { AwaitPoints } from './world/await-points.ts';
import { simulatedDeliveries } from './world/deliveries.ts';
import { hearFailures } from './world/logged-failures.ts';
import { simulatedOperator } from './world/operator.ts';
import { simulatedPeople } from './world/people.ts';
import { simulatedReaders } from './world/readers.ts';
import { simulatedRecipients } from './world/recipients.ts';
import { simulatedEntities } from './world/reporting-entities.ts';
import { firstPart, secondPart } from './world/run.ts';
import { shareOf } from './world/share-of-seeds.ts';
import { packInEarnest } from './world/simulated-codecs.ts';
import { unexpected } from './world/unexpected-failures.ts';
import { type Failure, newWorld } from './world/world.ts';

/** What came of one history. */
export type Ended = {
  seed: number;
  failures: readonly Failure[];
  faults: Record<string, number>;
  /** Equal for equal runs. */
  digest: string;
  lines: readonly string[];
};

/** So many of the histories pack in earnest. */
const packing = 1 / 50;

/**
 * One history from its seed: reports come in, are corrected and withdrawn, people decide, everything
 * fails in every way; then the faults end, the machine comes to rest, and the oracles look at it.
 */
export async function runHistory(
  seed: number,
  { points, keepLines = false }: { points: AwaitPoints; keepLines?: boolean },
): Promise<Ended> {
  packInEarnest(shareOf('packing', seed) < packing);
  const world = newWorld(seed, { points, keepLines });
  hearFailures(({ about, error }) => {
    world.trace.note(`logged: ${about} ${error}`);
    if (unexpected(error)) world.fail('unexpected-failure', `${about}: ${error}`);
  });
  const knowledge = madeUpKnowledge(
    { length: world.length, dense: world.isInTwoParts },
    world.random,
  );
  const entities = simulatedEntities(world, knowledge);
  const actors = {
    entities,
    deliveries: simulatedDeliveries(world),
    people: simulatedPeople(world),
    recipients: simulatedRecipients(world),
    readers: simulatedReaders(world, entities.errands),
    operator: simulatedOperator(world),
  };
  try {
    await firstPart(world, actors);
    if (world.isInTwoParts && world.failures.length === 0) await secondPart(world, actors);
    if (world.failures.length === 0) await judgeHistory(world, actors);
  } catch (cause) {
    // What is stored cannot even be read by who looks at it.
    world.fail('readable', String(cause));
  }
  return {
    seed,
    failures: world.failures,
    faults: world.faults.counts(),
    digest: world.trace.digest(),
    lines: world.trace.lines(),
  };
}
