import { Tally, type Values } from './distinct.ts';
import { inWindow, type Series, slide, type Window } from './series.ts';

/** Entries and what they have of the field that they may share. */
type Sharing = { selected: ReadonlySet<number>; values: Values };

/**
 * How many of the counted entries share the value that most of the others have, the first in
 * alphabetical order of equal ones; 0 when the others have none.
 *
 * @param window holds the entries of both.
 */
export function withTopSeries(window: Window, others: Sharing, counted: Sharing): Series {
  const [has, mayShare] = [new Tally(), new Tally()];
  const change = (entry: number, by: 1 | -1) => {
    if (others.selected.has(entry)) for (const value of others.values(entry)) has.add(value, by);
    if (!counted.selected.has(entry)) return;
    for (const value of counted.values(entry)) mayShare.add(value, by);
  };
  const steps = slide(window, {
    enter: (entry) => change(entry, 1),
    leave: (entry) => change(entry, -1),
    value: () => mayShare.counts.get(topOf(has) ?? '') ?? 0,
  });
  const shares = ({ selected, values }: Sharing, entry: number, value: string) =>
    selected.has(entry) && values(entry).includes(value);
  return {
    ...steps,
    evidence: (moment) => {
      const inside = [...inWindow(window, moment)];
      const has = new Tally();
      for (const entry of inside.filter((one) => others.selected.has(one))) {
        for (const value of others.values(entry)) has.add(value, 1);
      }
      const top = topOf(has);
      if (top === undefined) return [];
      return inside.filter((one) => shares(others, one, top) || shares(counted, one, top));
    },
  };
}

function topOf({ counts }: Tally): string | undefined {
  let top: string | undefined;
  let most = 0;
  for (const [value, count] of counts) {
    if (count < most || (count === most && top !== undefined && value > top)) continue;
    [top, most] = [value, count];
  }
  return top;
}
