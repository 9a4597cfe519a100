import type { Random } from '../world/seeded-random.ts';
import type { QueueName } from '../world/stores.ts';

/** How messages are delivered in one shuffle. */
export type Manner = {
  /** How likely a queue has its turn, against the acceptance of a batch (1). */
  eagerness: Record<QueueName, number>;
  /** So many things are done at a time at most. */
  atOnce: number;
  /** This part of the messages comes again, up to four times. */
  repeatedShare: number;
  /** This part of the batches is processed when everything else is done. */
  delayedShare: number;
  /** Records worked on as a whole at most, drawn anew for each delivery; undefined as usual. */
  blocks: readonly (number | undefined)[];
};

/** One after the other, each once. */
export const plainly: Manner = {
  eagerness: { intake: 1, evaluation: 1, disclosure: 1, dispatch: 1, audit: 1 },
  atOnce: 1,
  repeatedShare: 0,
  delayedShare: 0,
  blocks: [undefined],
};

export const anyManner = (random: Random): Manner => ({
  eagerness: {
    intake: random.pick([0.3, 1, 4]),
    evaluation: random.pick([0.01, 0.05, 0.3]),
    disclosure: random.pick([0.003, 0.02, 0.2]),
    dispatch: 1,
    audit: 1,
  },
  atOnce: random.pick([1, 2, 4]),
  repeatedShare: random.pick([0, 0.05, 0.2]),
  delayedShare: random.pick([0, 0.1, 0.4]),
  blocks: random.pick([[undefined], [undefined, 30], [undefined, 5, 20, 60], [undefined, 1, 10]]),
});
