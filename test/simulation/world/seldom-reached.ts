import type { Random } from './seeded-random.ts';
import { shareOf } from './share-of-seeds.ts';

/*
 * Await points that few histories come to. They are crashed on purpose, in a good part of the histories
 * that come to them: left to chance, a hundred thousand histories would not crash all of them.
 */

/** Of functions that are seldom called each place is crashed in so large a part of the histories. */
const byFunction: Readonly<Record<string, number>> = {
  'read-disclosures': 0.4,
  'read-cases': 0.3,
  'serve-outbox': 0.3,
  'dispatch-disclosure': 0.3,
};

/** What other functions seldom ask for. */
const byFile: Readonly<Record<string, number>> = {
  'dispatch-disclosure lib/aws/outbox-repository.ts': 0.6,
  'assemble-disclosure lib/aws/ledger-heads.ts': 1,
  'assemble-disclosure lib/aws/register-chunks.ts': 0.1,
  'decide-case lib/aws/subject-items.ts': 0.5,
  'evaluate-subjects lib/aws/ledger-heads.ts': 0.1,
  'ingest-batch lib/aws/intake-queue.ts': 0.3,
  'read-cases lib/aws/ledger-heads.ts': 1,
  'sweep-outbox lib/aws/outbox.ts': 0.3,
};

/** So many in one history, each at another place: who always dies gets nowhere. */
const mostCrashes = 3;
/** A place that is crashed in a history mostly is at the first visit. */
const atOneVisit = 0.7;

/**
 * Decides of one history whether an instance dies where it came to now.
 *
 * @param seed decides where.
 * @returns a function of a place, "dispatch-disclosure lib/aws/outbox-repository.ts:27".
 */
export function seldomCrashes(seed: number, random: Random): (place: string) => boolean {
  const crashed = new Set<string>();
  return (place) => {
    const share = shareCrashed(place);
    if (share === 0 || crashed.size === mostCrashes || crashed.has(place)) return false;
    if (shareOf(`seldom ${place}`, seed) >= share || !random.happens(atOneVisit)) return false;
    crashed.add(place);
    return true;
  };
}

function shareCrashed(place: string): number {
  const known = shares.get(place);
  if (known !== undefined) return known;
  const file = place.slice(0, place.lastIndexOf(':'));
  const share = byFile[file] ?? byFunction[file.slice(0, file.indexOf(' '))] ?? 0;
  shares.set(place, share);
  return share;
}

const shares = new Map<string, number>();
