/**
 * How much happens in a history. Most of them are about one batch or two among many faults, so that
 * there can be very many of them; a few are long.
 */
export type Length = 'tiny' | 'short' | 'long';

export const lengthOf = (seed: number): Length => {
  if (seed % 31 === 1) return 'long';
  return seed % 4 > 0 ? 'tiny' : 'short';
};
