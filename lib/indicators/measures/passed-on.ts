import type { Entry } from '../../ledger/entry.ts';
import { lastingSeries, type Series, type Window } from './series.ts';

/** Canadian minor units that came in with one entry and left with another. */
type Passed = { earlier: number; later: number; minor: number };

/**
 * First in, first out: the Canadian minor units of incoming money of the window that left soon enough
 * after coming in. Outgoing money is matched with the oldest incoming money that is not yet matched,
 * over the whole ledger; of simultaneous entries money comes in first.
 *
 * @param incoming its window holds the selected incoming entries.
 * @param within milliseconds, exclusive.
 */
export function passedOnSeries(
  incoming: Window,
  outgoing: readonly number[],
  { within, entries }: { within: number; entries: readonly Entry[] },
): Series {
  const { instants } = incoming.timeline;
  const passed = matchOldest(incoming, outgoing, entries).filter(
    ({ earlier, later }) => (instants[later] ?? 0) - (instants[earlier] ?? 0) < within,
  );
  let sum = 0;
  return lastingSeries(incoming, passed, {
    enter: ({ minor }) => {
      sum += minor;
    },
    leave: ({ minor }) => {
      sum -= minor;
    },
    value: () => sum,
  });
}

function matchOldest(
  { timeline: { momentOf }, selected: incoming }: Window,
  outgoing: readonly number[],
  entries: readonly Entry[],
): Passed[] {
  const left = Array.from(incoming, (entry) => entries[entry]?.cadMinor ?? 0);
  const passed: Passed[] = [];
  let oldest = 0;
  for (const to of outgoing) {
    let wanted = entries[to]?.cadMinor ?? 0;
    while (wanted > 0 && oldest < incoming.length) {
      const from = incoming[oldest] as number;
      if ((momentOf[from] as number) > (momentOf[to] as number)) break;
      const minor = Math.min(wanted, left[oldest] ?? 0);
      if (minor > 0) passed.push({ earlier: from, later: to, minor });
      left[oldest] = (left[oldest] ?? 0) - minor;
      wanted -= minor;
      if ((left[oldest] ?? 0) === 0) oldest += 1;
    }
  }
  return passed;
}
