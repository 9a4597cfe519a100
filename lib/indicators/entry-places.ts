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
export const pointOf = (entry: Entry, places: Places): Point | undefined =>
  coordinatesOf(entry) ?? places.find(entry.city, entry.province);

export const coordinatesOf = ({ latitude, longitude }: Entry): Point | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };

/** Kilometres that a large city is wide: nearer than that, the middle of a city will not do. */
const cityKm = 25;

/** Whether a distance of at most so many kilometres can only be told from where exactly things were. */
export const isWithinCity = (atMostKm: number | undefined): boolean =>
  atMostKm !== undefined && atMostKm < cityKm;

/** The country of the other side; a wire that names nobody's country has that of its place. */
export const countryOf = ({ counterparty, kind, country }: Entry): string | undefined =>
  counterparty?.country ?? (kind === 'wire_intl' ? country : undefined);

/** The country an entry has to do with: that of the other side, else where it happened. */
export const countryIn = (entry: Entry): string | undefined => countryOf(entry) ?? entry.country;
