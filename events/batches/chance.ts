import { crc32 } from 'node:zlib';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The one seed of all sample batches. Another seed gives another, equally synthetic population. */
const seed = 20_260_701;

export type Chance = {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** `count` different items, in a random order. */
  some<T>(from: readonly T[], count: number): T[];
  /** True in `percent` of a hundred draws. */
  happens(percent: number): boolean;
  /** A decimal amount between two whole dollar amounts, with odd cents: "48.37". */
  cents(from: number, to: number): string;
  /** A decimal amount that is a multiple of `step` whole dollars: "240.00". */
  round(from: number, to: number, step: number): string;
};

/** Chance for one part of the samples: each part draws on its own, so none disturbs another. */
export function chance(part: string): Chance {
  const generator = xoroshiro128plus((seed ^ crc32(part)) | 0);
  const int = (from: number, to: number) => uniformInt(generator, from, to);
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[int(0, from.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const left = [...from];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const [taken] = left.splice(int(0, left.length - 1), 1);
      return taken as T;
    });
  };
  return {
    int,
    pick,
    some,
    happens: (percent) => int(1, 100) <= percent,
    cents: (from, to) => `${int(from, to - 1)}.${String(int(1, 99)).padStart(2, '0')}`,
    round: (from, to, step) => `${int(Math.ceil(from / step), Math.floor(to / step)) * step}.00`,
  };
}
