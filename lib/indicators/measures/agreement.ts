import type { Entry } from '../../ledger/entry.ts';
import { foldText } from '../../ledger/fold-text.ts';
import { areaOf, cityOf, pointOf } from '../entry-places.ts';
import type { CompiledLists } from '../lists.ts';
import type { Measure } from '../measure.ts';
import { kilometres } from '../places.ts';

type Pairs = Extract<Measure, { pairs: unknown }>;

/** What two entries of a pair must have in common, or apart. What one does not tell never agrees. */
export function agreement(measure: Pairs, { places }: CompiledLists) {
  const read = {
    merchant: ({ merchant }: Entry) => (merchant === undefined ? undefined : foldText(merchant)),
    city: cityOf,
    area: (entry: Entry) => areaOf(entry, places),
    province: ({ province }: Entry) => province,
    card: ({ card }: Entry) => card,
    account: ({ account }: Entry) => account,
    counterparty: ({ counterparty }: Entry) => counterparty?.key,
  };
  const { same = [], different = [], amountsWithinPercent, atLeastKm, atMostKm } = measure;
  const far = atLeastKm !== undefined || atMostKm !== undefined;
  return (first: Entry, next: Entry): boolean => {
    const both = (field: keyof typeof read) => [read[field](first), read[field](next)] as const;
    const told = ([a, b]: readonly [unknown, unknown]) => a !== undefined && b !== undefined;
    if (!same.map(both).every((pair) => told(pair) && pair[0] === pair[1])) return false;
    if (!different.map(both).every((pair) => told(pair) && pair[0] !== pair[1])) return false;
    if (amountsWithinPercent !== undefined && !near(first, next, amountsWithinPercent))
      return false;
    if (!far) return true;
    const [from, to] = [pointOf(first, places), pointOf(next, places)];
    if (!from || !to) return false;
    const distance = kilometres(from, to);
    return distance >= (atLeastKm ?? 0) && distance <= (atMostKm ?? distance);
  };
}

/** The second amount differs from the first by at most so many hundredths of the first. */
const near = ({ cadMinor: a }: Entry, { cadMinor: b }: Entry, percent: number): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) * 100 <= percent * a;
