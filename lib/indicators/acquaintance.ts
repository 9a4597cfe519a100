import type { LedgerKey } from '../identifiers.ts';
import type { Entry } from '../ledger/entry.ts';
import type { SubjectFacts } from './subject-facts.ts';

const lastingDays = 180;
const lastingMilliseconds = lastingDays * 86_400_000;

/**
 * A test for entries whose other side is a stranger: no tie that the report tells, and no payments in
 * both directions of which the first pair lies at least 180 days back. An entry without another side
 * is with nobody, so not with a stranger.
 *
 * @see indicator notes 4, `unrelated`
 */
export function strangerTest({ entries, instants }: SubjectFacts): (entry: Entry) => boolean {
  const first: Record<Entry['direction'], Map<LedgerKey, number>> = {
    in: new Map(),
    out: new Map(),
  };
  for (const [index, { attempted, role, direction, counterparty }] of entries.entries()) {
    if (attempted || role === 'conductor') continue;
    for (const key of (counterparty?.keys ?? []).filter(identifies)) {
      if (!first[direction].has(key)) first[direction].set(key, instants[index] ?? 0);
    }
  }
  const bothWaysSince = (key: LedgerKey): number => {
    const since = [first.in.get(key), first.out.get(key)];
    return Math.max(...since.map((at) => at ?? Number.POSITIVE_INFINITY));
  };
  return ({ at, counterparty }) => {
    if (!counterparty || counterparty.tie) return false;
    const lasting = Date.parse(at) - lastingMilliseconds;
    return !counterparty.keys.some((key) => identifies(key) && bothWaysSince(key) <= lasting);
  };
}

/** Namesakes and neighbours are not the same person. */
const identifies = (key: LedgerKey): boolean => !/^(name|address):/.test(key);
