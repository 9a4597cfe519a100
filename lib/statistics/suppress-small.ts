/** How many of one kind there are; "few" where telling it could tell who they are. */
export type Told = number | 'few';
export type Cell = { key: string; count: Told };
export type Counts = ReadonlyMap<string, number>;

/** Fewer than five of one kind are not told. @see docs/statistics.md */
export const smallestTold = 5;

export const toldAlone = (count: number): Told =>
  count > 0 && count < smallestTold ? 'few' : count;

/**
 * The keys whose counts must not be told in a table whose total is known. Where the total less what is
 * told would give a small cell away, the smallest of the others are hidden too, until what is hidden
 * together is not small and of more than one cell.
 *
 * @param also keys that another table hides, and this one would give away.
 */
export function hiddenIn(counts: Counts, also: Iterable<string> = []): ReadonlySet<string> {
  const hidden = new Set([...also].filter((key) => counts.has(key)));
  for (const [key, count] of counts) if (toldAlone(count) === 'few') hidden.add(key);
  const others = [...counts]
    .filter(([key, count]) => count > 0 && !hidden.has(key))
    .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
  for (const [key] of others) {
    if (hidden.size === 0 || isSafe(counts, hidden)) break;
    hidden.add(key);
  }
  return hidden;
}

/** Whether nobody can tell one of the hidden counts from what they come to together. */
export function isSafe(counts: Counts, hidden: ReadonlySet<string>): boolean {
  const sum = [...hidden].reduce((total, key) => total + (counts.get(key) ?? 0), 0);
  return hidden.size > 1 && sum >= smallestTold;
}

/** The table as it is told, in the order of the counts. */
export const told = (counts: Counts, hidden: ReadonlySet<string>): Cell[] =>
  [...counts].map(([key, count]) => ({ key, count: hidden.has(key) ? 'few' : count }));
