/**
 * The places at which a function waits for the cloud: of each call site the moment before the call is
 * carried out, and the moment after. "ingest-batch lib/aws/inbox.ts:20".
 */
export type AwaitPoints = {
  seen(place: string): void;
  crashed(place: string, when: 'before' | 'after'): void;
  counts(): AwaitPointCounts;
};

/** By place: how often it was seen, and how often an instance died before and after the call. */
export type AwaitPointCounts = Record<string, [seen: number, before: number, after: number]>;

export function awaitPoints(): AwaitPoints {
  const counts: AwaitPointCounts = {};
  const of = (place: string) => {
    counts[place] ??= [0, 0, 0];
    return counts[place];
  };
  return {
    seen(place) {
      of(place)[0] += 1;
    },
    crashed(place, when) {
      of(place)[when === 'before' ? 1 : 2] += 1;
    },
    counts: () => counts,
  };
}

export function addAwaitPoints(total: AwaitPointCounts, more: AwaitPointCounts): void {
  for (const [place, [seen, before, after]] of Object.entries(more)) {
    const known = total[place] ?? [0, 0, 0];
    total[place] = [known[0] + seen, known[1] + before, known[2] + after];
  }
}

/** "ingest-batch lib/aws/inbox.ts:20 after", how often it was seen, and how often somebody died there. */
export type AwaitPoint = { name: string; seen: number; crashes: number };

/** Every point there is, those first at which the fewest died, and of those the most seen. */
export const leastCrashedFirst = (counts: AwaitPointCounts): AwaitPoint[] =>
  Object.entries(counts)
    .flatMap(([place, [seen, before, after]]) => [
      { name: `${place} before`, seen, crashes: before },
      { name: `${place} after`, seen, crashes: after },
    ])
    .sort((one, other) => one.crashes - other.crashes || other.seen - one.seen);
