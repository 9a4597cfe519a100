/**
 * As many of them, from the first on, as come to so many bytes of JSON; one at least, so that every page
 * goes on.
 */
export function fittingItems<T>(items: readonly T[], mostBytes: number): T[] {
  let bytes = 0;
  const over = items.findIndex((item, place) => {
    bytes += Buffer.byteLength(JSON.stringify(item ?? ''));
    return place > 0 && bytes > mostBytes;
  });
  return items.slice(0, over === -1 ? items.length : over);
}
