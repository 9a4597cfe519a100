import type { LedgerKey, RecipientId } from '../identifiers.ts';
import type { RecordName } from './information-record.ts';
import type { InformationWatch, WatchEntry } from './information-records.ts';

/** Everything that agencies have asked us to watch for. */
export type WatchedKeys = {
  /** Whether nobody has asked for anything, ever. */
  isEmpty: boolean;
  /** The records that name one of these keys, the one filed first first, each once. */
  recordsOf(keys: Iterable<LedgerKey>): RecordName[];
};

/**
 * The log of what is watched for, kept in memory and read on from where it was left: one small read
 * tells that there is nothing new, however many records and subjects there are.
 */
export function watchedKeys(watch: Pick<InformationWatch, 'after'>): () => Promise<WatchedKeys> {
  const known = new Map<LedgerKey, WatchEntry[]>();
  let last = 0;
  let reading: Promise<void> = Promise.resolve();

  async function readOn() {
    for (const entry of await watch.after(last)) {
      for (const key of entry.keys) known.set(key, [...(known.get(key) ?? []), entry]);
      last = entry.number;
    }
  }
  return async () => {
    // One after the other, so that no entry is taken in twice; a failed reading is in nobody's way.
    reading = reading.then(readOn, readOn);
    await reading;
    return { isEmpty: known.size === 0, recordsOf: (keys) => recordsOf(known, keys) };
  };
}

function recordsOf(
  known: ReadonlyMap<LedgerKey, readonly WatchEntry[]>,
  keys: Iterable<LedgerKey>,
): RecordName[] {
  const met = new Map<number, WatchEntry>();
  for (const key of keys) {
    for (const entry of known.get(key) ?? []) met.set(entry.number, entry);
  }
  return [...met.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ agency, recordId }) => ({ agency, recordId }));
}

/** The agencies of records, in the order of the records, each once. */
export const agenciesOf = (records: readonly RecordName[]): RecipientId[] => [
  ...new Set(records.map(({ agency }) => agency)),
];
