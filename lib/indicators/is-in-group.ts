/**
 * Whether a merchant code is in a group of the rulebook's lists, which hold single codes and inclusive
 * ranges: "7011", "3501-3999".
 */
export const isInGroup = (group: readonly string[], mcc: string): boolean =>
  group.some((range) => {
    const [first = '', last = first] = range.split('-');
    return first <= mcc && mcc <= last;
  });
