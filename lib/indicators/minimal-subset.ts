/** A set of which something holds, found by leaving things away. */
export type Subset<T> = {
  kept: readonly T[];
  /** Whether it no longer holds without any one of them; false where the limits ended the search. */
  isMinimal: boolean;
  evaluations: number;
};

/** The question is asked of at most so many sets, which have at most so many members together. */
export type SearchLimits = { evaluations: number; members: number };

/**
 * A part of `all` of which the question still holds, and no longer does when any one of it is taken
 * away. What comes first in `all` is kept rather than what comes later.
 *
 * First the shortest beginning of `all` that suffices is looked for, then it is divided and conquered
 * (QuickXplain). A question that may hold of a set and fail for a larger one, such as a share, can
 * leave something there that is not needed, so in the end each is taken away once more until none can
 * be.
 *
 * @param holds asked of parts of `all` in any order; it must hold of `all` itself.
 * @see Junker, QuickXplain: preferred explanations and relaxations for over-constrained problems,
 *   AAAI 2004
 */
export function minimalSubset<T>(
  all: readonly T[],
  holds: (part: readonly T[]) => boolean,
  limits: SearchLimits,
): Subset<T> {
  let [evaluations, members] = [0, 0];
  const ask = (part: readonly T[]): boolean => {
    // An empty set costs something as well.
    const cost = part.length + 1;
    if (evaluations >= limits.evaluations || members + cost > limits.members) throw exhausted;
    evaluations += 1;
    members += cost;
    return holds(part);
  };
  let kept = all;
  let isMinimal = false;
  try {
    kept = shortestBeginning(all, ask);
    kept = needed([], false, kept, ask);
    isMinimal = takeAway(kept, ask, (fewer) => {
      kept = fewer;
    });
  } catch (reason) {
    if (reason !== exhausted) throw reason;
  }
  return { kept, isMinimal, evaluations };
}

const exhausted = new Error('the limits of the search are reached');

type Ask<T> = (part: readonly T[]) => boolean;

/** Doubles until it holds, then halves the difference: few questions where few things suffice. */
function shortestBeginning<T>(all: readonly T[], ask: Ask<T>): readonly T[] {
  let [low, high] = [-1, 0];
  while (high < all.length && !ask(all.slice(0, high))) {
    low = high;
    high = Math.min(all.length, Math.max(1, 2 * high));
  }
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (ask(all.slice(0, middle))) high = middle;
    else low = middle;
  }
  return all.slice(0, high);
}

/**
 * What is needed of `parts` beside `given`: it holds of both together, and of `given` with what is
 * returned.
 */
function needed<T>(
  given: readonly T[],
  isNews: boolean,
  parts: readonly T[],
  ask: Ask<T>,
): readonly T[] {
  if (isNews && ask(given)) return [];
  if (parts.length <= 1) return parts;
  const half = parts.length >>> 1;
  const [first, second] = [parts.slice(0, half), parts.slice(half)];
  const later = needed([...given, ...first], true, second, ask);
  const earlier = needed([...given, ...later], later.length > 0, first, ask);
  return [...earlier, ...later];
}

/** Takes away what can be, the least preferred first, until a whole round finds nothing. */
function takeAway<T>(
  start: readonly T[],
  ask: Ask<T>,
  keep: (fewer: readonly T[]) => void,
): boolean {
  let kept = start;
  let place = kept.length - 1;
  for (let needed = 0; needed < kept.length; ) {
    const fewer = kept.toSpliced(place, 1);
    if (ask(fewer)) {
      kept = fewer;
      keep(kept);
      needed = 0;
    } else needed += 1;
    place = (place <= 0 ? kept.length : place) - 1;
  }
  return true;
}
