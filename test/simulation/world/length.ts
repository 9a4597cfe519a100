import { shareOf } from './share-of-seeds.ts';

/**
 * How much happens in a history. Most of them are about one batch or two among many faults, so that
 * there can be very many of them; a few are long.
 */
export type Length = 'tiny' | 'short' | 'long';

export const lengthOf = (seed: number): Length => {
  const share = shareOf('length', seed);
  if (share < 0.004) return 'long';
  return share < 0.025 ? 'short' : 'tiny';
};
