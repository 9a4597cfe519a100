import { type QueueName, queueNames } from '../world/stores.ts';
import type { Parcel } from './arrangement.ts';
import type { Manner } from './manner.ts';
import { type ShuffledDeliveries, shuffledDeliveries } from './shuffled-deliveries.ts';
import type { ShuffledWorld } from './shuffled-world.ts';

/** Milliseconds between two things. */
const longestPause = 5000;
/** How likely a message comes again, against the acceptance of a batch (1). */
const echoWeight = 0.5;

/** Accepts batches in their order and delivers every message, in any order, until none is left. */
export async function deliverAll(
  world: ShuffledWorld,
  parcels: readonly Parcel[],
  manner: Manner,
): Promise<void> {
  const { random } = world;
  const deliveries = shuffledDeliveries(world, manner);
  const acceptance = acceptanceOf(world, parcels, manner);

  /** Something that can be done now; undefined when everything is done. */
  function draw(): (() => Promise<void>) | undefined {
    const others = {
      accept: acceptance.canGoOn() ? 1 : 0,
      again: deliveries.echoes() > 0 ? echoWeight : 0,
    };
    const early = { ...weightsOf(deliveries, manner, false), ...others };
    const atLast = isNothing(early);
    const weights = atLast ? weightsOf(deliveries, manner, true) : early;
    if (isNothing(weights)) return undefined;
    const act = random.weighted<keyof typeof early>(weights);
    if (act === 'accept') return acceptance.goOn;
    if (act === 'again') return deliveries.deliverAgain;
    return () => deliveries.deliver(act, atLast);
  }

  for (let first = draw(); first; first = draw()) {
    const running = [first()];
    const atOnce = random.int(1, manner.atOnce);
    while (running.length < atOnce) {
      const other = draw();
      if (!other) break;
      running.push(other());
    }
    await Promise.all(running);
    world.pass(random.int(0, longestPause));
  }
}

/** One batch after the other: which is accepted first is a fact of the arrangement. */
function acceptanceOf(world: ShuffledWorld, parcels: readonly Parcel[], manner: Manner) {
  let [next, busy] = [0, false];
  return {
    canGoOn: () => next < parcels.length && !busy,
    async goOn() {
      const place = next;
      const parcel = parcels[place];
      if (!parcel) return;
      [next, busy] = [next + 1, true];
      await world.accept(parcel, place);
      if (world.random.happens(manner.repeatedShare)) await world.accept(parcel, place);
      busy = false;
    },
  };
}

type Weights = Partial<Record<QueueName | 'accept' | 'again', number>>;

const weightsOf = (deliveries: ShuffledDeliveries, manner: Manner, atLast: boolean): Weights =>
  Object.fromEntries(
    queueNames.map((queue) => [
      queue,
      deliveries.waitingIn(queue, atLast).length > 0 ? manner.eagerness[queue] : 0,
    ]),
  );

const isNothing = (weights: Weights): boolean =>
  Object.values(weights).every((weight) => weight === 0);
