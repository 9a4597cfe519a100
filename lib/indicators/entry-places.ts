import type { Entry } from '../ledger/entry.ts';
import { foldText } from '../ledger/fold-text.ts';
import type { Places, Point } from './places.ts';

/** "toronto, ON"; undefined for an entry that has no city. */
export const cityOf = ({ city, province }: Entry): string | undefined =>
  city === undefined ? undefined : `${foldText(city)}, ${province ?? ''}`;

/** The metropolitan area, or the city itself where the gazetteer does not know it. */
export function areaOf(entry: Entry, places: Places): string | undefined {
  const place = places.find(entry.city, entry.province);
  return place ? foldText(place.area) : cityOf(entry);
}

/** Where the terminal stands, else the middle of its city. */
export function pointOf(entry: Entry, places: Places): Point | undefined {
  const { latitude, longitude } = entry;
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
  return places.find(entry.city, entry.province);
}
