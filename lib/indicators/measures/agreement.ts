import type { Entry } from '../../ledger/entry.ts';
import { foldText } from '../../ledger/fold-text.ts';
import { instant, windowMilliseconds } from '../../time.ts';
import {
  areaOf,
  cityOf,
  coordinatesOf,
  countryIn,
  isWithinCity,
  pointOf,
} from '../entry-places.ts';
import type { CompiledLists } from '../lists.ts';
import type { Measure } from '../measure.ts';
import { kilometres, type Point } from '../places.ts';

type Pairs = Extract<Measure, { pairs: unknown }>;

/** What two entries of a pair must have in common, or apart. What one does not tell never agrees. */
export function agreement(measure: Pairs, { places }: CompiledLists) {
  const read = {
    merchant: ({ merchant }: Entry) => (merchant === undefined ? undefined : foldText(merchant)),
    city: cityOf,
    area: (entry: Entry) => areaOf(entry, places),
    province: ({ province }: Entry) => province,
    country: countryIn,
    card: ({ card }: Entry) => card,
    account: ({ account }: Entry) => account,
    counterparty: ({ counterparty }: Entry) => counterparty?.key,
  };
  const same = (measure.same ?? []).map((field) => read[field]);
  const different = (measure.different ?? []).map((field) => read[field]);
  const { amountsWithinPercent, atLeastKm = 0, atMostKm = Number.POSITIVE_INFINITY } = measure;
  const apart = measure.apart === undefined ? 0 : windowMilliseconds(measure.apart);
  const far = measure.atLeastKm !== undefined || measure.atMostKm !== undefined;
  return {
    /** What the pair has in common, as one text; undefined where the entry does not tell all of it. */
    commonOf(entry: Entry): string | undefined {
      const [only] = same;
      if (!only) return '';
      if (same.length === 1) return only(entry);
      const values = same.map((field) => field(entry));
      return values.includes(undefined) ? undefined : JSON.stringify(values);
    },
    agree(first: Entry, next: Entry): boolean {
      if (!different.every((field) => differ(field(first), field(next)))) return false;
      if (amountsWithinPercent !== undefined && !near(first, next, amountsWithinPercent)) {
        return false;
      }
      if (apart > 0 && Math.abs(instant(next.at) - instant(first.at)) < apart) return false;
      if (!far) return true;
      const distance = isWithinCity(measure.atMostKm)
        ? distanceWithinCity(first, next)
        : distanceBetween(pointOf(first, places), pointOf(next, places));
      return distance !== undefined && distance >= atLeastKm && distance <= atMostKm;
    },
  };
}

/** A city's middle says nothing about where in it something happened. */
const distanceWithinCity = (a: Entry, b: Entry): number | undefined =>
  a.postal !== undefined && a.postal === b.postal
    ? 0
    : distanceBetween(coordinatesOf(a), coordinatesOf(b));

const distanceBetween = (a: Point | undefined, b: Point | undefined): number | undefined =>
  a && b && kilometres(a, b);

const differ = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b;

/** The second amount differs from the first by at most so many hundredths of the first. */
const near = ({ cadMinor: a }: Entry, { cadMinor: b }: Entry, percent: number): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) * 100 <= percent * a;
