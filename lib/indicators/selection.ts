import { type Entry, type EntryKind, entryKinds } from '../ledger/entry.ts';
import type { CompiledLists } from './lists.ts';
import type { Selector } from './measure.ts';
import { type CodeTest, compileSelector, type EntryTest } from './selectors.ts';
import type { SubjectView } from './subject-view.ts';
import { countUpTo } from './timeline.ts';

/*
 * Which entries each selector of a rulebook keeps. Every entry is one of few plain shapes (kind,
 * direction, role, attempted or not), and for each shape it is known beforehand which selectors it
 * could meet; only those look at it.
 */

export type Selection = {
  /** The indexes of the entries that the selector of that number keeps, ascending. */
  selected(selector: number): readonly number[];
  /** The sum over the first n of them, at place n: of Canadian minor units, of fees, or of ones. */
  sums(selector: number, of: Summed): readonly number[];
  /** Looks at the entry of that index; entries come in their order. */
  add(index: number, subject: SubjectView, instant: number): void;
  /** Forgets the entries from this one on. */
  cut(index: number): void;
};

export type NewSelection = (entries: readonly Entry[]) => Selection;

type Summed = 'amount' | 'fee' | 'count';

const summed: Record<Summed, (entry: Entry) => number> = {
  amount: ({ cadMinor = 0 }) => cadMinor,
  fee: ({ feeMinor = 0 }) => feeMinor,
  count: () => 1,
};

type Candidate = { selector: number; test: EntryTest | undefined };
/** A selector that entries of a shape could meet, if their merchant has a code that it accepts. */
type Possible = Candidate & { accepts: CodeTest | undefined };

const directions = 2;
const roles = 2;
const kindNumbers = new Map<EntryKind, number>(entryKinds.map((kind, number) => [kind, number]));
const shapes = entryKinds.length * directions * roles * 2;

/** A number for the plain shape of an entry. */
const shapeOf = ({ kind, direction, role, attempted }: Entry): number =>
  (((kindNumbers.get(kind) ?? 0) * directions + (direction === 'in' ? 0 : 1)) * roles +
    (role === 'holder' ? 0 : 1)) *
    2 +
  (attempted ? 1 : 0);

/** Finds the selectors that an entry could meet. */
type Candidates = (entry: Entry) => readonly Candidate[];

/** Merchants have few codes; with each shape the candidates are worked out once for every code. */
export function compileSelection(
  selectors: readonly Selector[],
  lists: CompiledLists,
): NewSelection {
  const possible: Possible[][] = Array.from({ length: shapes }, () => []);
  for (const [selector, asked] of selectors.entries()) {
    const { test, accepts } = compileSelector(asked, lists);
    for (const shape of shapesOf(asked)) possible[shape]?.push({ selector, test, accepts });
  }
  const byCode = possible.map(() => new Map<string | undefined, readonly Candidate[]>());
  const candidates: Candidates = (entry) => {
    const shape = shapeOf(entry);
    const { mcc } = entry;
    const known = byCode[shape]?.get(mcc);
    if (known) return known;
    const found = (possible[shape] ?? []).filter(
      ({ accepts }) => accepts === undefined || (mcc !== undefined && accepts(mcc)),
    );
    byCode[shape]?.set(mcc, found);
    return found;
  };
  return (entries) => newSelection(entries, candidates);
}

/** The shapes of entries that a selector could keep. */
function shapesOf({ kind, direction, role = 'holder', attempted = false }: Selector): number[] {
  const kinds = new Set([kind ?? entryKinds].flat());
  const numbers = entryKinds.flatMap((one, number) => (kinds.has(one) ? [number] : []));
  const ways = direction === undefined ? [0, 1] : [direction === 'in' ? 0 : 1];
  const parts = role === 'any' ? [0, 1] : [role === 'holder' ? 0 : 1];
  return numbers.flatMap((number) =>
    ways.flatMap((way) =>
      parts.map((part) => ((number * directions + way) * roles + part) * 2 + (attempted ? 1 : 0)),
    ),
  );
}

const nothing: readonly number[] = [];

function newSelection(entries: readonly Entry[], candidates: Candidates): Selection {
  const kept: (number[] | undefined)[] = [];
  let read = 0;
  const sums = new Map<number, Partial<Record<Summed, number[]>>>();
  return {
    selected: (selector) => kept[selector] ?? nothing,
    sums(selector, of) {
      const indexes = kept[selector] ?? nothing;
      const known = sums.get(selector) ?? {};
      const totals = known[of] ?? [0];
      for (let place = totals.length - 1; place < indexes.length; place += 1) {
        const entry = entries[indexes[place] as number] as Entry;
        totals.push((totals[place] as number) + summed[of](entry));
      }
      sums.set(selector, { ...known, [of]: totals });
      return totals;
    },
    add(index, subject, instant) {
      read = index + 1;
      const entry = entries[index] as Entry;
      for (const { selector, test } of candidates(entry)) {
        if (test !== undefined && !test(entry, subject, instant)) continue;
        const indexes = kept[selector];
        if (indexes) indexes.push(index);
        else kept[selector] = [index];
      }
    },
    cut(index) {
      if (index >= read) return;
      read = index;
      for (const [selector, indexes] of kept.entries()) {
        if (!indexes || (indexes.at(-1) ?? -1) < index) continue;
        indexes.length = countUpTo(indexes, index - 1);
        for (const totals of Object.values(sums.get(selector) ?? {})) {
          totals.length = Math.min(totals.length, indexes.length + 1);
        }
      }
    },
  };
}
