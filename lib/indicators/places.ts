import { foldText } from '../ledger/fold-text.ts';
import type { Lists, Place } from './rulebook.ts';

/** Where something is: coordinates in degrees. */
export type Point = { latitude: number; longitude: number };

export type Places = {
  /** A city of the gazetteer; without a province only when one city alone has that name. */
  find(city: string | undefined, province: string | undefined): Place | undefined;
  /** Where the city lies that gives a metropolitan area its name, else its first city. */
  areaPoint(area: string): Point | undefined;
};

/** Every entry asks for its city, and most entries lie in few cities. */
const rememberedCities = 10_000;

export function placesOf({ gazetteer }: Lists): Places {
  const byName = Map.groupBy(gazetteer.places, ({ city }) => foldText(city));
  const byArea = Map.groupBy(gazetteer.places, ({ area }) => foldText(area));
  const areaPoints = new Map(
    [...byArea].map(([area, cities]) => [
      area,
      cities.find(({ city }) => foldText(city) === area) ?? cities[0],
    ]),
  );
  const found = new Map<string, Place | undefined>();
  const lookUp = (city: string, province: string | undefined): Place | undefined => {
    const named = byName.get(foldText(city)) ?? [];
    const there = province ? named.filter((place) => place.province === province) : named;
    return there.length === 1 || province ? there[0] : undefined;
  };
  let last: { city: string; province: string | undefined; place: Place | undefined } | undefined;
  return {
    find(city, province) {
      if (city === undefined) return undefined;
      // Many documents ask about the same entry, one after the other.
      if (last?.city === city && last.province === province) return last.place;
      const name = `${city}|${province}`;
      if (!found.has(name)) {
        if (found.size >= rememberedCities) found.clear();
        found.set(name, lookUp(city, province));
      }
      last = { city, province, place: found.get(name) };
      return last.place;
    },
    areaPoint: (area) => areaPoints.get(foldText(area)),
  };
}

const earthRadiusKm = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres. */
export function kilometres(a: Point, b: Point): number {
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const both = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(latitude + both * longitude)));
}
