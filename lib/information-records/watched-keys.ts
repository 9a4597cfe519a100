import type { LedgerKey, RecipientId } from '../identifiers.ts';
import type { RecordName } from './information-record.ts';
import type { InformationWatch, WatchEntry } from './information-records.ts';
import { maySameName } from './name-words.ts';
import { namesWatched } from './possible-by.ts';
import type { WatchedPerson } from './watched-person.ts';

/** A record, and the number of its entry in the log: those filed later have greater ones. */
type WatchedRecord = RecordName & { number: number };

/** Everything that agencies have asked us to watch for. */
export type WatchedKeys = {
  /** Whether nobody has asked for anything, ever. */
  isEmpty: boolean;
  /** How long the log is. */
  size: number;
  /**
   * The records that name one of these keys, and the others, the one filed first first, each once.
   * Those that were withdrawn are left out.
   */
  recordsOf(keys: Iterable<LedgerKey>, others?: Iterable<RecordName>): WatchedRecord[];
  /**
   * The records that have a name like one of these, each by the marks of its words, in the same order; with
   * all persons in them who have a name.
   */
  recordsNamed(
    names: Iterable<ReadonlySet<string>>,
  ): { name: RecordName; persons: readonly WatchedPerson[] }[];
};

/**
 * The log of what is watched for, kept in memory and read on from where it was left: one small read
 * tells that there is nothing new, however many records and subjects there are.
 */
export function watchedKeys(watch: Pick<InformationWatch, 'after'>): () => Promise<WatchedKeys> {
  const known: Known = { records: new Map(), keys: new Map(), words: new Map() };
  let last = 0;
  let reading: Promise<void> = Promise.resolve();

  async function readOn() {
    for (const entry of await watch.after(last)) {
      take(known, entry);
      last = entry.number;
    }
  }
  return async () => {
    // One after the other, so that no entry is taken in twice; a failed reading is in nobody's way.
    reading = reading.then(readOn, readOn);
    await reading;
    return {
      isEmpty: last === 0,
      size: last,
      recordsOf: (keys, others = []) =>
        inOrder([...entriesOf(known.keys, keys), ...entriesNamed(known, others)]).map(placed),
      recordsNamed: (names) => recordsNamed(known, names),
    };
  };
}

type Known = {
  /** By name of the record. */
  records: Map<string, WatchEntry>;
  keys: Map<LedgerKey, WatchEntry[]>;
  /** By each word of each name. */
  words: Map<string, WatchEntry[]>;
};

function take(known: Known, entry: WatchEntry): void {
  const { records, keys, words } = known;
  if (entry.withdrawn) {
    drop(known, nameOf(entry));
    return;
  }
  records.set(nameOf(entry), entry);
  for (const key of entry.keys) add(keys, key, entry);
  for (const mark of marksOf(entry)) add(words, mark, entry);
}

/** In place: very many records may have one word in common. */
function add<K>(all: Map<K, WatchEntry[]>, place: K, entry: WatchEntry): void {
  const entries = all.get(place);
  if (entries) entries.push(entry);
  else all.set(place, [entry]);
}

function drop({ records, keys, words }: Known, name: string): void {
  const entry = records.get(name);
  if (!entry) return;
  records.delete(name);
  const without = <K>(all: Map<K, WatchEntry[]>, place: K) =>
    all.set(
      place,
      (all.get(place) ?? []).filter((one) => one !== entry),
    );
  for (const key of entry.keys) without(keys, key);
  for (const mark of marksOf(entry)) without(words, mark);
}

const marksOf = (entry: WatchEntry): Set<string> =>
  new Set(namesIn(entry).flatMap((name) => [...name]));

const namesIn = ({ persons = [] }: WatchEntry) => persons.flatMap(namesWatched);

const nameOf = ({ agency, recordId }: RecordName): string => `${agency} ${recordId}`;

const entriesOf = (known: ReadonlyMap<string, WatchEntry[]>, keys: Iterable<string>) =>
  [...keys].flatMap((key) => known.get(key) ?? []);

const entriesNamed = ({ records }: Known, names: Iterable<RecordName>): WatchEntry[] =>
  [...names].flatMap((name) => records.get(nameOf(name)) ?? []);

function recordsNamed({ words }: Known, names: Iterable<ReadonlySet<string>>) {
  const found = [...names].flatMap((marks) =>
    entriesOf(words, marks).filter((entry) => hasLike(entry, marks)),
  );
  return inOrder(found).map((entry) => ({ name: nameIn(entry), persons: entry.persons ?? [] }));
}

const hasLike = (entry: WatchEntry, marks: ReadonlySet<string>): boolean =>
  namesIn(entry).some((name) => maySameName(name, marks));

const inOrder = (entries: readonly WatchEntry[]): WatchEntry[] =>
  [...new Map(entries.map((entry) => [entry.number, entry])).values()].sort(
    (a, b) => a.number - b.number,
  );

const nameIn = ({ agency, recordId }: WatchEntry): RecordName => ({ agency, recordId });
const placed = (entry: WatchEntry): WatchedRecord => ({ ...nameIn(entry), number: entry.number });

/** The agencies of records, in the order of the records, each once. */
export const agenciesOf = (records: readonly RecordName[]): RecipientId[] => [
  ...new Set(records.map(({ agency }) => agency)),
];
