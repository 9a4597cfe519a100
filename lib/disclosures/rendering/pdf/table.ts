import {
  accent,
  artifact,
  bodyWidth,
  bottom,
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

/** `width` is a share of the page; a column of bars says nothing that its neighbours do not. */
export type Column = { title: string; width: number; align?: 'right'; bars?: true };
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

const padding = { x: 3.5, y: 2.8 };
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
  const share = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / share) * bodyWidth(sheet));
  const setting = { sheet, columns, widths, table: element(sheet, 'Table') };
  const reserve = proof ? proofHeight(sheet, proof.below(0, rows.length)) + 16 : 0;
  let from = 0;
  head(setting, 'first');
  for (const [index, row] of rows.entries()) {
    const cells = linesOfRow(setting, row);
    const room = bottom(sheet) - reserve;
    if (paper.y + rowHeight(cells) > room && index > from) {
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

const rowHeight = (cells: readonly Line[][]): number =>
  Math.max(1, ...cells.map((lines) => lines.length)) * lineHeight(cellStyle.size) + 2 * padding.y;

const linesOfRow = ({ sheet, widths }: Setting, row: readonly Cell[]): Line[][] =>
  row.map((cell, index) =>
    typeof cell === 'number'
      ? []
      : linesOf(sheet, cell, (widths[index] ?? 0) - 2 * padding.x, cellStyle),
  );

function head({ sheet, columns, widths, table: under }: Setting, time: 'first' | 'again') {
  const { paper } = sheet;
  const cells = columns.map(({ title }, index) =>
    linesOf(sheet, title, (widths[index] ?? 0) - 2 * padding.x, headStyle),
  );
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
  const tags = row.map(() => element(sheet, 'TD', { under: tagged }));
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
      sum + linesOf(sheet, text, bodyWidth(sheet), proofStyle).length * lineHeight(proofStyle.size),
    0,
  );

function proofLines(sheet: Sheet, texts: readonly string[]) {
  const { paper } = sheet;
  for (const text of texts) {
    const lines = linesOf(sheet, text, bodyWidth(sheet), proofStyle);
    const y = paper.y + 3;
    const into = element(sheet, 'P');
    into.add(() => drawLines(sheet, lines, { x: left(sheet), y }, proofStyle));
    into.end();
    paper.y = y + lines.length * lineHeight(proofStyle.size);
  }
  paper.y += 3;
}
