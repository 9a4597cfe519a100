import { canonicalJson } from '../../../lib/canonical-json.ts';
import { digest } from '../../../lib/identifiers.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { packInEarnest } from '../world/simulated-codecs.ts';
import { type Arrangement, arrange, asItCame } from './arrangement.ts';
import { deliverAll } from './deliver-all.ts';
import { anyManner, type Manner, plainly } from './manner.ts';
import { peopleDecide } from './people-decide.ts';
import { shuffledWorld } from './shuffled-world.ts';
import { type Parts, type State, stateOf } from './state-of-world.ts';
import type { Month } from './telling.ts';

/** What one shuffle came to, and the digests of its three parts. */
export type Outcome = { state: State; digests: Digests };
export type Digests = Record<keyof State, string>;

/** Of so many shuffles one packs what it stores in earnest. */
const realCodecsEvery = 7;

/** The month in order, in one batch of each entity, each message once. */
export function runInOrder(month: Month): Promise<Outcome> {
  return run(month, 0, { arrangement: asItCame(month.tellings), manner: plainly });
}

/** The month as the seed shuffles it. */
export function runShuffle(month: Month, seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const acceptance = seed % 2 === 0 ? 'kept' : 'shuffled';
  const arrangement = arrange(month.tellings, acceptance, random);
  return run(month, seed, { arrangement, manner: anyManner(random) });
}

/** As usual, or so little in a head that one report or two make a chunk. */
const scales = [
  {},
  {
    sealAbove: 300,
    openEntries: 6,
    bounds: { recentBytes: 400, recordsPerPage: 1, chunksPerLevel: 2, mostRecords: 1000 },
  },
];

async function run(
  { tellings, rulebook }: Month,
  seed: number,
  { arrangement, manner }: { arrangement: Arrangement; manner: Manner },
): Promise<Outcome> {
  packInEarnest(seed % realCodecsEvery === 0);
  const random = seededRandom(seed + 1_000_000);
  const scale = seed === 0 ? {} : random.pick(scales);
  const world = shuffledWorld({ random, rulebook, scale, steady: manner.atOnce === 1 });
  await deliverAll(world, arrangement.parcels, manner);
  const refused = await peopleDecide(world);
  const state = await stateOf(world, tellings);
  for (const refusal of refused) state.state.set(...refusal);
  const digests = {
    state: digestOf(state.state),
    matches: digestOf(state.matches),
    packages: digestOf(state.packages),
  };
  return { state, digests };
}

const digestOf = (parts: Parts): string => digest(canonicalJson(Object.fromEntries([...parts])));
