import type { Translated } from '../../translated.ts';

/**
 * What a cell is made into. `integer`, `number` and `boolean` become what JSON has for them when they
 * are written so, else they stay text, for the profile to refuse. `list` is cut at each "|".
 */
export type CellType = 'text' | 'integer' | 'number' | 'boolean' | 'list';

/** One column of the published map. */
export type Column = {
  name: string;
  /** The group it belongs to; "batch" for the header of the batch. */
  group: string;
  /**
   * Where its value goes inside of the group's object: ["address", "city"]. Absent for a label, which
   * only tells two objects apart.
   */
  path?: readonly string[];
  type: CellType;
  /** Every CSV batch has this column. */
  isRequired: boolean;
  /** Cells of it tell which object of its group the row speaks of. */
  isKey: boolean;
  description: Translated;
};

/** Columns that describe one object of a report together. */
export type Group = {
  name: string;
  /** The group whose object holds this one; absent for the report itself. */
  within?: string;
  /** The list of that object which this one is an element of. */
  list?: string;
  /** What an object of it holds, whatever its cells say: lists that may be empty but not absent. */
  holds?: Readonly<Record<string, unknown>>;
  title: Translated;
  columns: readonly Column[];
};

type Options = { type?: CellType; required?: true; key?: true; label?: true };

/**
 * A column, by its name without the group's prefix and its place in the group's object. The place
 * is a path with dots: "address.city".
 */
export type Draft = readonly [name: string, place: string, en: string, fr: string, Options?];

export function groupOf(
  { prefix = '', ...group }: Omit<Group, 'columns'> & { prefix?: string },
  drafts: readonly Draft[],
): Group {
  const columns = drafts.map(([name, place, en, fr, options = {}]): Column => {
    const { type = 'text', required = false, key = false, label = false } = options;
    return {
      name: `${prefix}${name}`,
      group: group.name,
      ...(!label && { path: place.split('.') }),
      type,
      isRequired: required,
      isKey: key || label,
      description: { en, fr },
    };
  });
  return { ...group, columns };
}
