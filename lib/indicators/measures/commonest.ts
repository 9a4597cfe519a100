/** Those who have the commonest of some values; of equally common ones, the first by name. */
export function withCommonest<T>(all: readonly T[], valuesOf: (one: T) => Iterable<string>): T[] {
  const sharing = new Map<string, T[]>();
  for (const one of all) {
    for (const value of new Set(valuesOf(one))) {
      sharing.set(value, [...(sharing.get(value) ?? []), one]);
    }
  }
  const [commonest] = [...sharing].sort(
    ([value, those], [other, others]) => others.length - those.length || (value < other ? -1 : 1),
  );
  return commonest?.[1] ?? [];
}
