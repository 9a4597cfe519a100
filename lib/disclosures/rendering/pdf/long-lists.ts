const range = String.raw`T\d+(?:–T\d+)?`;
/** So many ranges take five lines. */
const most = 60;
const kept = 20;
const long = new RegExp(`(?:${range}, ){${most},}${range}`, 'g');

/**
 * A text whose long lists of transactions are told by their beginning, their end and their number, where
 * the table of transactions says the same: "T1, T3, … T4994 (1667)".
 */
export const withShortLists = (text: string): string =>
  text.replace(long, (list) => {
    const ranges = list.split(', ');
    return `${ranges.slice(0, kept).join(', ')}, … ${ranges.at(-1)} (${countOf(ranges)})`;
  });

const countOf = (ranges: readonly string[]): number =>
  ranges.reduce((sum, one) => {
    const [first = 0, last = first] = one.split('–').map((label) => Number(label.slice(1)));
    return sum + last - first + 1;
  }, 0);
