import type { Entry } from '../ledger/entry.ts';
import { acquaintances } from './acquaintance.ts';
import type { CompiledLists } from './lists.ts';
import type { FieldNeeds, ToldFields } from './missing-fields.ts';
import type { NewSelection, Selection } from './selection.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { type SubjectView, subjectView } from './subject-view.ts';

/** Entries of one subject as they have been read: who keeps them, what they tell, who is a stranger. */
export type EntryReading = {
  selection: Selection;
  told: ToldFields;
  view(): SubjectView;
  /** Reads the entries from this one on anew; what is before it has been read. */
  readFrom(first: number): void;
};

export function entryReading(
  facts: SubjectFacts,
  {
    lists,
    newSelection,
    newTold,
  }: { lists: CompiledLists; newSelection: NewSelection; newTold: FieldNeeds['newTold'] },
): EntryReading {
  const { entries, timeline } = facts;
  const acquainted = acquaintances();
  const selection = newSelection(entries);
  const told = newTold();
  let view = subjectView(facts, lists, acquainted);
  let read = 0;
  return {
    selection,
    told,
    view: () => view,
    readFrom(first) {
      view = subjectView(facts, lists, acquainted);
      acquainted.cut(timeline.instants[first - 1] ?? Number.NEGATIVE_INFINITY);
      selection.cut(first);
      if (first < read) {
        told.clear();
        for (const entry of entries.slice(0, first)) told.add(entry);
      }
      for (let index = first; index < entries.length; index += 1) {
        const entry = entries[index] as Entry;
        const instant = timeline.instants[index] as number;
        told.add(entry);
        acquainted.add(entry, instant);
        selection.add(index, view, instant);
      }
      read = entries.length;
    },
  };
}
