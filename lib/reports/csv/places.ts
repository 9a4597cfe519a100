import { reportGroups } from './column-map.ts';

/** Where something of a report stands in its CSV batch. */
type Place = { line: number; column?: string };

/** The row that an object of a report began with, and the group of columns that it began in. */
type Origin = { line: number; group: string };

/**
 * Where the objects and values of one report stand, by their JSON pointers. Thousands of reports are
 * held at a time, so it is kept for objects, and for values only where they stand elsewhere.
 */
export type Places = {
  setObject(pointer: string, origin: Origin): void;
  setValue(pointer: string, place: Required<Place>): void;
  /** Of what is missing: the row of its object, and the column that would hold it. */
  of(pointer: string): Place | undefined;
};

const columnNames: ReadonlyMap<string, string> = new Map(
  reportGroups.flatMap(({ columns }) =>
    columns.map(({ name, group, path = [] }) => [`${group}/${path.join('/')}`, name] as const),
  ),
);

export function newPlaces(): Places {
  const objects = new Map<string, Origin>();
  let values: Map<string, Required<Place>> | undefined;

  return {
    setObject: (pointer, origin) => void objects.set(pointer, origin),
    setValue: (pointer, place) => {
      values ??= new Map();
      values.set(pointer, place);
    },
    of: (pointer) => {
      for (const about of pointersAbove(pointer)) {
        const place = values?.get(about);
        if (place) return place;
        const origin = objects.get(about);
        if (origin) return placeWithin(origin, pointer.slice(about.length));
      }
      return undefined;
    },
  };
}

/** An element of a list of values stands in the cell of the list. */
function placeWithin({ line, group }: Origin, rest: string): Place {
  for (const about of pointersAbove(rest)) {
    const column = columnNames.get(group + about);
    if (column !== undefined) return { line, column };
  }
  return { line };
}

/** The pointer, and those of all that it is within: "/a/0", "/a", "". */
function* pointersAbove(pointer: string): Generator<string> {
  for (let about = pointer; about !== ''; about = about.slice(0, about.lastIndexOf('/'))) {
    yield about;
  }
  yield '';
}
