import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { type Ledger, mergeContributions } from '../ledger/ledger.ts';
import { horizonOf, momentsIn, oldestWithin, sinceHorizon } from '../ledger/newest-entries.ts';
import type { LedgerChunks } from './ledger-chunks.ts';
import type { ChunkEntry, LedgerHead } from './ledger-items.ts';

type Contributions = ReadonlyMap<string, Contribution>;

/**
 * The ledger that a head tells of, read from the newest entry back until the budget is spent: chunks
 * that are older than everything it buys stay unread.
 *
 * @returns undefined when a chunk is no more, because a newer head has packed it with others.
 */
export async function readLedger(
  key: LedgerKey,
  { version, recent, chunks, uses }: LedgerHead,
  { read }: Pick<LedgerChunks, 'read'>,
  budget: number,
): Promise<Ledger | undefined> {
  const open = async (entries: readonly ChunkEntry[], held: Contributions) => {
    const opened = await Promise.all(entries.map((entry) => read(key, entry)));
    if (opened.includes(undefined)) return undefined;
    return mergeContributions(
      held,
      opened.flatMap((chunk) => chunk ?? []),
    );
  };

  const newest = mergeContributions(new Map(), recent);
  const sure = chunks.filter((entry) => isNeeded(entry));
  const [first, later] = within(budget - entriesIn(recent), sure, chunks);
  let held = await open(first, newest);
  let moments = momentsIn(held?.values() ?? []);
  for (const entry of later) {
    if (!held) return undefined;
    const oldest = oldestWithin(moments, budget);
    if (oldest !== undefined && Math.floor(oldest / 1000) > (entry.until ?? 0)) break;
    held = await open([entry], held);
    moments = momentsIn(held?.values() ?? []);
  }
  if (!held) return undefined;
  const horizon = horizonOf(moments, budget);
  if (horizon === undefined) return { key, version, contributions: held, uses };
  return { key, version, contributions: sinceHorizon(held, horizon), horizon, uses };
}

/** What replaces may concern any report, and what has no entries has no time. */
const isNeeded = ({ replaces, until }: ChunkEntry): boolean =>
  replaces === true || until === undefined;

/** The chunks that are read in any case, together; and the others, one after another if need be. */
function within(
  budget: number,
  sure: readonly ChunkEntry[],
  chunks: readonly ChunkEntry[],
): [ChunkEntry[], ChunkEntry[]] {
  const others = chunks
    .filter((entry) => !sure.includes(entry))
    .sort((a, b) => (b.until ?? 0) - (a.until ?? 0));
  let left = budget;
  const enough = others.findIndex(({ entries }) => {
    left -= entries;
    return left < 0;
  });
  const first = enough < 0 ? others : others.slice(0, enough + 1);
  return [[...sure, ...first], others.slice(first.length)];
}

const entriesIn = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, { entries }) => sum + entries.length, 0);
