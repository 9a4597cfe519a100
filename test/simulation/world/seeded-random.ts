import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** All chance of one history: the same seed draws the same. */
export type Random = {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True in so large a part of the draws. */
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** The key of a weight, drawn in proportion to it. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
  /** As many random bytes. */
  bytes(count: number): Uint8Array;
};

export function seededRandom(seed: number): Random {
  // Neighbouring seeds give like states; a stride and some draws take them apart.
  const generator = xoroshiro128plus(Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1));
  for (let draw = 0; draw < 8; draw += 1) generator.next();
  const fraction = () => (generator.next() >>> 0) / 2 ** 32;
  const int = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    fraction,
    int,
    happens: (share) => share > 0 && fraction() < share,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[Math.floor(fraction() * from.length)] as T;
    },
    weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
      let all = 0;
      for (const key in weights) all += weights[key] ?? 0;
      let left = fraction() * all;
      let last: K | undefined;
      for (const key in weights) {
        left -= weights[key] ?? 0;
        if (left < 0) return key;
        last = key;
      }
      if (last === undefined) throw new RangeError('nothing to pick from');
      return last;
    },
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) bytes[at] = generator.next() & 0xff;
      return bytes;
    },
  };
}
