import {
  accent,
  artifact,
  bodyWidth,
  bottom,
  demandRoom,
  drawLines,
  type Element,
  element,
  left,
  lineHeight,
  linesOf,
  newPage,
  rule,
  type Sheet,
  type Style,
  shade,
} from './sheet.ts';
import type { Line } from './text-lines.ts';

/**
 * A column is as wide as its words need, up to `fit` points, or takes its share of what those leave.
 * One of bars says nothing that its neighbours do not.
 */
export type Column = { title: string; align?: 'right' } & ({ fit: number } | { share: number });
/** A cell: words, or how much of its column a bar fills, from 0 to 1. */
export type Cell = string | number;

/**
 * What proves a page of a long table: the words above its first and below its last row. They are
 * asked for once a page is full.
 */
export type PageProof = {
  above: (from: number) => string | undefined;
  below: (from: number, until: number) => readonly string[];
};

const padding = { x: 3, y: 2.2 };
/** So many rows at the end of a table are never parted. */
const lastTogether = 3;
const cellStyle: Style = { size: 8 };
const headStyle: Style = { size: 8, face: 'bold' };
const proofStyle: Style = { size: 8, face: 'bold', colour: accent };

type Setting = {
  sheet: Sheet;
  columns: readonly Column[];
  widths: readonly number[];
  table: Element;
};

/**
 * A table whose head stands on each of its pages. Rows are kept whole, but for one that is longer than
 * a page; nothing is cut.
 */
export function table(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  proof?: PageProof,
) {
  const { paper } = sheet;
  const widths = widthsOf(sheet, columns, rows);
  demandRoom(sheet, startHeight(sheet, columns, rows));
  const setting = { sheet, columns, widths, table: element(sheet, 'Table') };
  const reserve = proof ? reserveFor(sheet, proof, rows.length) : 0;
  let from = 0;
  head(setting, 'first');
  for (const [index, row] of rows.entries()) {
    const cells = linesOfRow(setting, row);
    const room = bottom(sheet) - reserve;
    const needed = index === rows.length - lastTogether ? 'with the last' : 'alone';
    const height = needed === 'alone' ? rowHeight(cells) : heightOf(setting, rows.slice(index));
    if (paper.y + height > room && index > from) {
      if (proof) proofLines(sheet, proof.below(from, index));
      from = index;
      newPage(sheet);
      const above = proof?.above(from);
      if (above) proofLines(sheet, [above]);
      head(setting, 'again');
    }
    drawRow(setting, row, cells, room);
  }
  setting.table.end();
  if (proof) proofLines(sheet, proof.below(from, rows.length));
  paper.y += 6;
}

/**
 * Fitted columns take what they need and leave the rest to be shared; but they give up room that they need
 * for long cells only, never what keeps words whole, as far as that makes the table shorter.
 */
function widthsOf(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): number[] {
  const needs = columns.map((column, index) => neededWidth(sheet, column, rows, index));
  const sample = sampleOf(rows);
  const lengthWith = (widths: readonly number[]) =>
    sample.reduce((sum, row) => sum + rowHeight(linesOfRow({ sheet, widths }, row)), 0);
  const ways = eases
    .map((ease) => widthsWith(columns, needs, { ease, whole: bodyWidth(sheet) }))
    .filter((way) => way !== undefined);
  const [first = [], ...others] = ways;
  return others.reduce(
    (best, widths) => {
      const length = lengthWith(widths);
      return length < best.length ? { widths, length } : best;
    },
    { widths: first, length: lengthWith(first) },
  ).widths;
}

/** How much of what long cells need fitted columns take. */
const eases = [1, 0.6, 0.3, 0];
/** Of the page, whatever the fitted columns need. */
const leastShared = 0.25;

/** @returns undefined where too little is left, unless nothing more can be given up. */
function widthsWith(
  columns: readonly Column[],
  needs: readonly { least: number; good: number }[],
  { ease, whole }: { ease: number; whole: number },
): number[] | undefined {
  const wished = needs.map(({ least, good }) => least + (good - least) * ease);
  const sum = wished.reduce((all, width) => all + width, 0);
  const budget = whole * (1 - leastShared);
  if (sum > budget && ease > 0) return undefined;
  const scale = Math.min(1, budget / (sum || 1));
  const shares = columns.reduce((all, column) => all + ('share' in column ? column.share : 0), 0);
  return columns.map((column, index) =>
    'share' in column
      ? (column.share / shares) * (whole - sum * scale)
      : (wished[index] ?? 0) * scale,
  );
}

/** Rows from all over a table. */
const sampleOf = <Row>(rows: readonly Row[]): Row[] => {
  const every = Math.max(1, Math.floor(rows.length / mostSampled));
  return rows.filter((_, index) => index % every === 0).slice(0, mostSampled);
};
const mostSampled = 60;

/**
 * What a column needs: at least what keeps each word whole; well, what all but one row in twenty of a
 * long table need to stand on one line. Only texts of the most letters are measured.
 */
function neededWidth(
  sheet: Sheet,
  column: Column,
  rows: readonly (readonly Cell[])[],
  index: number,
): { least: number; good: number } {
  if (!('fit' in column)) return { least: 0, good: 0 };
  const widest = (texts: Iterable<string>, style: Style) =>
    longest(texts)
      .flatMap((text) => linesOf(sheet, text, unbounded, style))
      .reduce((most, { width }) => Math.max(most, width * style.size), 0);
  const cells = rows
    .map((row) => String(row[index] ?? ''))
    .sort((a, b) => b.length - a.length)
    .slice(Math.floor(rows.length * rare))
    .slice(0, most);
  const words = new Set(rows.flatMap((row) => String(row[index] ?? '').split(/[ \n]/)));
  // A head of several words may stand on several lines.
  const heads = widest(column.title.split(' '), headStyle);
  const around = 2 * padding.x + 0.1;
  const least = Math.min(column.fit, Math.max(heads, widest(words, cellStyle)) + around);
  return { least, good: Math.max(least, Math.min(column.fit, widest(cells, cellStyle) + around)) };
}

const rare = 0.05;
const most = 400;
const measured = 12;

const longest = (texts: Iterable<string>): string[] =>
  [...new Set(texts)].sort((a, b) => b.length - a.length).slice(0, measured);

const unbounded = 100_000;

/** Room for what stands below the rows of a page: at most what its last pages say. */
const reserveFor = (sheet: Sheet, proof: PageProof, rows: number): number =>
  Math.max(
    proofHeight(sheet, proof.below(0, rows)),
    proofHeight(sheet, proof.below(0, Math.max(0, rows - 1))),
  );

/** How high a table's head is with its first row: they stand together. */
export function startHeight(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): number {
  const widths = widthsOf(sheet, columns, rows);
  const first = rows.slice(0, 1).map((row) => rowHeight(linesOfRow({ sheet, widths }, row)));
  return (
    rowHeight(headCells(sheet, columns, widths)) + first.reduce((sum, height) => sum + height, 0)
  );
}

const heightOf = (
  setting: Pick<Setting, 'sheet' | 'widths'>,
  rows: readonly (readonly Cell[])[],
): number => rows.reduce((sum, row) => sum + rowHeight(linesOfRow(setting, row)), 0);

const rowHeight = (cells: readonly Line[][]): number =>
  Math.max(1, ...cells.map((lines) => lines.length)) * lineHeight(cellStyle.size) + 2 * padding.y;

const linesOfRow = (
  { sheet, widths }: Pick<Setting, 'sheet' | 'widths'>,
  row: readonly Cell[],
): Line[][] =>
  row.map((cell, index) =>
    typeof cell === 'number'
      ? []
      : linesOf(sheet, cell, (widths[index] ?? 0) - 2 * padding.x, cellStyle),
  );

const headCells = (sheet: Sheet, columns: readonly Column[], widths: readonly number[]): Line[][] =>
  columns.map(({ title }, index) =>
    linesOf(sheet, title, (widths[index] ?? 0) - 2 * padding.x, headStyle),
  );

function head({ sheet, columns, widths, table: under }: Setting, time: 'first' | 'again') {
  const { paper } = sheet;
  const cells = headCells(sheet, columns, widths);
  const height = rowHeight(cells);
  const { y } = paper;
  artifact(sheet, () => {
    paper.rect(left(sheet), y, bodyWidth(sheet), height).fill(shade);
    line(sheet, y + height, accent);
  });
  const draw = (index: number) =>
    drawCell(sheet, cells[index] ?? [], at(sheet, widths, columns, index, y), headStyle);
  if (time === 'again') {
    artifact(
      sheet,
      () => {
        for (const index of columns.keys()) draw(index);
      },
      'Pagination',
    );
  } else {
    const row = element(sheet, 'TR', { under: element(sheet, 'THead', { under }) });
    for (const index of columns.keys()) {
      const cell = element(sheet, 'TH', { under: row, scope: 'Column' });
      cell.add(() => draw(index));
      cell.end();
    }
    row.end();
  }
  paper.y = y + height;
}

/** Draws a row; one longer than a page goes on on the next. */
function drawRow(setting: Setting, row: readonly Cell[], cells: readonly Line[][], room: number) {
  const { sheet, columns, widths, table: under } = setting;
  const { paper } = sheet;
  const tagged = element(sheet, 'TR', { under });
  // The first cell names its row.
  const tags = row.map((_, index) =>
    index === 0
      ? element(sheet, 'TH', { under: tagged, scope: 'Row' })
      : element(sheet, 'TD', { under: tagged }),
  );
  let rest = cells;
  let begun = false;
  do {
    const fits = Math.max(
      1,
      Math.floor((room - paper.y - 2 * padding.y) / lineHeight(cellStyle.size)),
    );
    const now = rest.map((lines) => lines.slice(0, fits));
    rest = rest.map((lines) => lines.slice(fits));
    const { y } = paper;
    for (const [index, lines] of now.entries()) {
      const spot = at(sheet, widths, columns, index, y);
      if (lines.length > 0) tags[index]?.add(() => drawCell(sheet, lines, spot, cellStyle));
      const bar = row[index];
      if (typeof bar === 'number' && !begun) drawBar(sheet, bar, spot);
    }
    const height = rowHeight(now);
    artifact(sheet, () => line(sheet, y + height, rule));
    paper.y = y + height;
    begun = true;
    if (rest.some((lines) => lines.length > 0)) {
      newPage(sheet);
      head(setting, 'again');
    }
  } while (rest.some((lines) => lines.length > 0));
  for (const tag of tags) tag.end();
  tagged.end();
}

type CellSpot = { x: number; y: number; width: number; align: 'left' | 'right' };

const at = (
  sheet: Sheet,
  widths: readonly number[],
  columns: readonly Column[],
  index: number,
  y: number,
): CellSpot => ({
  x: left(sheet) + widths.slice(0, index).reduce((sum, width) => sum + width, 0) + padding.x,
  y: y + padding.y,
  width: (widths[index] ?? 0) - 2 * padding.x,
  align: columns[index]?.align ?? 'left',
});

const drawCell = (sheet: Sheet, lines: readonly Line[], spot: CellSpot, style: Style) =>
  drawLines(sheet, lines, spot, style);

function drawBar(sheet: Sheet, share: number, { x, y, width }: CellSpot) {
  artifact(sheet, () => {
    sheet.paper.rect(x, y + 1.5, Math.max(1, share * width), 7).fill(accent);
  });
}

function line(sheet: Sheet, y: number, colour: string) {
  const { paper } = sheet;
  paper.lineWidth(0.5).strokeColor(colour);
  paper
    .moveTo(left(sheet), y)
    .lineTo(left(sheet) + bodyWidth(sheet), y)
    .stroke();
}

const proofHeight = (sheet: Sheet, texts: readonly string[]): number =>
  texts.reduce(
    (sum, text) =>
      sum +
      proofGap +
      linesOf(sheet, text, bodyWidth(sheet), proofStyle).length * lineHeight(proofStyle.size),
    0,
  );
const proofGap = 3;

function proofLines(sheet: Sheet, texts: readonly string[]) {
  const { paper } = sheet;
  for (const text of texts) {
    const lines = linesOf(sheet, text, bodyWidth(sheet), proofStyle);
    const y = paper.y + proofGap;
    const into = element(sheet, 'P');
    into.add(() => drawLines(sheet, lines, { x: left(sheet), y }, proofStyle));
    into.end();
    paper.y = y + lines.length * lineHeight(proofStyle.size);
  }
  paper.y += proofGap;
}
