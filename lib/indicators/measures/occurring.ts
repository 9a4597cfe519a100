import { dayMilliseconds } from '../../time.ts';
import type { CompiledLists } from '../lists.ts';
import type { Measure } from '../measure.ts';
import type { Occurrence } from './distinct.ts';

type Occurring = Extract<Measure, { distinct: unknown; of: unknown }>['occurring'];

const monthMilliseconds = 30 * dayMilliseconds;

/**
 * Whether a value counts: seen so often, worth so much, and worth so many times what half of the
 * clients spend less than on that merchant group in a month. A longer or shorter window is compared
 * with as many months as it has of 30 days; a group without a median never counts.
 *
 * @param over milliseconds of the window.
 */
export function occurringTest(
  { atLeast = 1, atMost, sumAtLeast = 0, peerMedianTimes }: NonNullable<Occurring> = {},
  { over, lists }: { over: number; lists: CompiledLists },
): (one: Occurrence) => boolean {
  const usual = (group: string) =>
    ((lists.peers.monthlyMedian(group) ?? Number.POSITIVE_INFINITY) * over) / monthMilliseconds;
  return ({ value, count, minor }) =>
    count >= atLeast &&
    (atMost === undefined || count <= atMost) &&
    minor >= sumAtLeast &&
    (peerMedianTimes === undefined || minor >= peerMedianTimes * usual(value));
}
