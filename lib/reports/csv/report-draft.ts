import type { Finding } from '../findings.ts';
import type { RawRecord } from '../raw-record.ts';
import { maxLineBytes } from '../read-lines.ts';
import { maxFindings } from '../receipts.ts';
import { isReportReference } from '../report-reference.ts';
import { cellValue } from './cell-value.ts';
import type { BadRow, GoodRow } from './check-rows.ts';
import type { Column } from './column.ts';
import type { Layout, Part } from './layout.ts';
import { newPlaces, type Places } from './places.ts';

/** As much text as a line of NDJSON may hold. */
const maxCharacters = maxLineBytes;
/** What an object counts for beside its cells: a report of nothing but refs is no small one. */
const objectCharacters = 32;

type JsonObject = Record<string, unknown>;
type Cell = { line: number; cell: string };

/** An object of the report that rows speak of, and those within it, by their lists and keys. */
type Node = {
  object: JsonObject;
  pointer: string;
  within: Map<string, Node>;
  /** Where it began. */
  origin: { line: number; group: string };
};

/** A report of which some rows have been read. */
export type Draft = {
  line: number;
  /** Absent when none of its rows can be used. */
  reference?: string;
  action: string;
  root: Node;
  places: Places;
  /** Characters of its text so far, about. */
  size: number;
  /** Why it cannot be read as a whole. */
  faults: Finding[];
  /** Cells that contradict earlier ones. */
  differing: Finding[];
};

/** @param start the line of its first row, whether that can be used or not. */
export function startDraft({ line, reference }: { line: number; reference?: string }): Draft {
  const root = newNode({}, '', { line, group: 'report' });
  const places = newPlaces();
  places.setObject('', root.origin);
  const named = reference !== undefined && { reference };
  return { line, ...named, action: '', root, places, size: 0, faults: [], differing: [] };
}

/** Whether a row goes on with this report: with another action it is another version of it. */
export function goesOn(draft: Draft, row: GoodRow | BadRow): boolean {
  if ('finding' in row) return row.hint !== undefined && row.hint === draft.reference;
  if (row.reference !== draft.reference) return false;
  return row.action === '' || draft.action === '' || row.action === draft.action;
}

/** Findings beyond what a receipt tells are dropped. */
export function addFault({ faults }: Draft, finding: Finding): void {
  if (faults.length < maxFindings) faults.push(finding);
}

export function addDiffering({ differing }: Draft, finding: Finding): void {
  if (differing.length < maxFindings) differing.push(finding);
}

/**
 * Adds what a row says: values where there were none yet. A cell may repeat what an earlier row said,
 * as joined tables do, but not contradict it.
 */
export function addRow(draft: Draft, layout: Layout, row: GoodRow): void {
  draft.action ||= row.action;
  if (draft.faults.length > 0) return;
  const isTouched = touchedParts(layout, row);
  const nodes: Array<Node | undefined> = [];
  for (const [at, part] of layout.parts.entries()) {
    if (!isTouched[at]) continue;
    const node =
      part.within === undefined ? draft.root : elementOf(draft, nodes[part.within], part, row);
    nodes[at] = node;
    for (const { index, column } of part.columns) {
      const cell = row.cells[index] ?? '';
      setValue(draft, node, column, { line: row.line, cell });
    }
  }
  if (draft.size <= maxCharacters) return;
  // Nothing of it is held any longer; further rows of it are taken in and dropped.
  draft.root = newNode({}, '', draft.root.origin);
  draft.places = newPlaces();
  addFault(draft, { pointer: '', code: 'record-too-large', line: row.line });
}

/** The parts that the row has a cell for, and those that they are within. */
function touchedParts({ parts }: Layout, { cells }: GoodRow): boolean[] {
  const isTouched = parts.map(({ columns }) => columns.some(({ index }) => cells[index] !== ''));
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const within = parts[at]?.within;
    if (isTouched[at] && within !== undefined) isTouched[within] = true;
  }
  return isTouched;
}

/** The object that the row means: the one with its key, or a further one. */
function elementOf(
  draft: Draft,
  parent: Node | undefined,
  { group, keys }: Part,
  row: GoodRow,
): Node {
  const { object, pointer, within } = parent ?? draft.root;
  const { list = '', holds } = group;
  const key = [list, ...keys.map((index) => row.cells[index])].join('\0');
  const known = within.get(key);
  if (known) return known;
  object[list] ??= [];
  const elements = object[list] as JsonObject[];
  const origin = { line: row.line, group: group.name };
  const node = newNode({ ...holds }, `${pointer}/${list}/${elements.length}`, origin);
  elements.push(node.object);
  within.set(key, node);
  draft.places.setObject(node.pointer, origin);
  draft.size += key.length + objectCharacters;
  return node;
}

const newNode = (object: JsonObject, pointer: string, origin: Node['origin']): Node => ({
  object,
  pointer,
  within: new Map(),
  origin,
});

function setValue(draft: Draft, node: Node, column: Column, { line, cell }: Cell): void {
  const { name, group, path, type } = column;
  if (cell === '' || !path) return;
  const pointer = () => `${node.pointer}/${path.join('/')}`;
  const target = path.slice(0, -1).reduce(memberOf, node.object);
  const last = path.at(-1) ?? '';
  const value = cellValue(cell, type);
  const earlier = target[last];
  if (isSet(earlier)) {
    if (areSame(earlier, value)) return;
    addDiffering(draft, { pointer: pointer(), code: 'cell-differs', line, column: name });
    return;
  }
  target[last] = value;
  draft.size += cell.length + name.length + 8;
  const { origin } = node;
  if (line === origin.line && group === origin.group) return;
  draft.places.setValue(pointer(), { line, column: name });
}

/** A list that an object holds from the start is not set before it has an element. */
const isSet = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined;

/** Lists are no longer than a cell. */
const areSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

function memberOf(object: JsonObject, name: string): JsonObject {
  object[name] ??= {};
  return object[name] as JsonObject;
}

/** The report as a record of its batch; its text is what a line of NDJSON would hold. */
export function toRecord(draft: Draft, position: number): RawRecord {
  const { line, reference, root, places, faults, differing } = draft;
  const [fault] = faults;
  const rows = { findings: fault ? faults : differing, placeOf: places.of };
  if (!fault) return { position, line, content: { text: JSON.stringify(root.object) }, rows };
  const named = isReportReference(reference) && { reference };
  return { position, line, content: { fault: fault.code }, rows: { ...rows, ...named } };
}
