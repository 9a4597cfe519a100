import { markerOf } from '../../lib/indicators/minimal-evidence.ts';
import { type Entry, type EntryRef, entryRef } from '../../lib/ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../../lib/ledger/ledger.ts';

const nameOf = (ref: EntryRef): string => JSON.stringify([...Object.values(ref)]);

/**
 * A ledger with some of its entries alone and everything known beside entries as it is. What stands
 * for the moment at which it is judged, and for the newest entry, counts for nothing.
 */
export function reducedLedger(ledger: Ledger, kept: readonly EntryRef[], asOf: string): Ledger {
  const wanted = new Set(kept.map(nameOf));
  const newest = entriesInOrder(ledger).at(-1);
  const markers: Entry[] = [
    ...(newest ? [{ ...markerOf(newest), leg: 1 }] : []),
    { ...markerOf({ entity: '1234567', at: asOf }), leg: 2 },
  ];
  const contributions = [...ledger.contributions].map(([name, contribution], place) => {
    const entries = contribution.entries.filter((entry) => wanted.has(nameOf(entryRef(entry))));
    return [
      name,
      { ...contribution, entries: place === 0 ? [...entries, ...markers] : entries },
    ] as const;
  });
  return { ...ledger, contributions: new Map(contributions) };
}

/** Each way to leave one of them away. */
export const withoutOne = <T>(items: readonly T[]): T[][] =>
  items.map((_, place) => items.toSpliced(place, 1));
