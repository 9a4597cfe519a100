import type { Entry } from '../../ledger/entry.ts';
import { firstAfter } from '../timeline.ts';
import { inWindow, type Series, type Window } from './series.ts';

/** Canadian minor units that came in with one entry and left with another. */
type Passed = { from: number; to: number; minor: number };

/**
 * First in, first out: the Canadian minor units of incoming money of the window that left soon enough
 * after coming in. Outgoing money is matched with the oldest incoming money that is not yet matched,
 * over the whole ledger.
 *
 * @param incoming its window holds the selected incoming entries.
 * @param within milliseconds, exclusive.
 */
export function passedOnSeries(
  incoming: Window,
  outgoing: Int32Array,
  { within, entries }: { within: number; entries: readonly Entry[] },
): Series {
  const { timeline, over } = incoming;
  const { instants, moments, lastEntry } = timeline;
  const matched = matchOldest(incoming.selected, outgoing, entries).filter(
    ({ from, to }) => (instants[to] ?? 0) - (instants[from] ?? 0) < within,
  );
  const values = new Float64Array(moments.length);
  let sum = 0;
  let entered = 0;
  let left = 0;
  for (let moment = 0; moment < moments.length; moment += 1) {
    const last = lastEntry[moment] ?? 0;
    const edge = (moments[moment] ?? 0) - over;
    const isOver = ({ from }: Passed) => (instants[from] ?? 0) <= edge;
    for (; (matched[entered]?.to ?? entries.length) <= last; entered += 1) {
      sum += matched[entered]?.minor ?? 0;
    }
    // First in, first out: what came in earlier also left earlier, so matches end in their order.
    for (let next = matched[left]; next && next.to <= last && isOver(next); next = matched[left]) {
      sum -= next.minor;
      left += 1;
    }
    values[moment] = sum;
  }
  return {
    values,
    evidence: (moment) => {
      const inWindowNow = new Set(inWindow(incoming, moment));
      const count = firstAfter(
        matched.length,
        (at) => matched[at]?.to ?? 0,
        lastEntry[moment] ?? 0,
      );
      return matched
        .slice(0, count)
        .filter(({ from }) => inWindowNow.has(from))
        .flatMap(({ from, to }) => [from, to]);
    },
  };
}

function matchOldest(
  incoming: Int32Array,
  outgoing: Int32Array,
  entries: readonly Entry[],
): Passed[] {
  const left = Array.from(incoming, (entry) => entries[entry]?.cadMinor ?? 0);
  const passed: Passed[] = [];
  let oldest = 0;
  for (const to of outgoing) {
    let wanted = entries[to]?.cadMinor ?? 0;
    while (wanted > 0 && (incoming[oldest] ?? entries.length) < to) {
      const minor = Math.min(wanted, left[oldest] ?? 0);
      if (minor > 0) passed.push({ from: incoming[oldest] ?? 0, to, minor });
      left[oldest] = (left[oldest] ?? 0) - minor;
      wanted -= minor;
      if ((left[oldest] ?? 0) === 0) oldest += 1;
    }
  }
  return passed;
}
