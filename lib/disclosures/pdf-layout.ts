import type { Language } from '../translated.ts';

/* Blocks of a printed page: headings, paragraphs, labelled values, lists and tables. */

export type Paper = PDFKit.PDFDocument;

const margin = 48;
/** Room kept for the footer. */
const footerHeight = 24;
const ink = '#1b1f24';
const quiet = '#57606a';
const rule = '#d0d7de';
const shade = '#eaeef2';
const labelWidth = 112;

const left = (paper: Paper) => paper.page.margins.left;
const bodyWidth = (paper: Paper) => paper.page.width - 2 * margin;
const bottom = (paper: Paper) => paper.page.height - paper.page.margins.bottom;

export const pageMargins = {
  top: margin,
  left: margin,
  right: margin,
  bottom: margin + footerHeight,
};

/** Starts a page unless so much room is left on this one. */
function demandRoom(paper: Paper, height: number) {
  if (paper.y + height > bottom(paper)) paper.addPage();
}

export function title(paper: Paper, text: string) {
  paper.font('Helvetica-Bold').fontSize(20).fillColor(ink).text(text);
  paper.moveDown(0.6);
}

/** A section. It never stands alone at the foot of a page, and is in the outline of the document. */
export function heading(paper: Paper, text: string) {
  demandRoom(paper, 90);
  paper.moveDown(1).font('Helvetica-Bold').fontSize(13).fillColor(ink);
  paper.text(text, left(paper), paper.y, { width: bodyWidth(paper) }).moveDown(0.3);
  paper.outline.addItem(text);
}

export function subheading(paper: Paper, text: string) {
  demandRoom(paper, 60);
  paper.moveDown(0.6).font('Helvetica-Bold').fontSize(10).fillColor(ink);
  paper.text(text, left(paper), paper.y, { width: bodyWidth(paper) }).moveDown(0.15);
}

export function paragraph(paper: Paper, text: string) {
  paper.font('Helvetica').fontSize(9.5).fillColor(ink);
  paper.text(text, left(paper), paper.y, { width: bodyWidth(paper) }).moveDown(0.4);
}

export function small(paper: Paper, text: string) {
  paper.font('Helvetica').fontSize(8).fillColor(quiet);
  paper.text(text, left(paper), paper.y, { width: bodyWidth(paper) }).moveDown(0.3);
}

/** A label, and beside it, in a column of its own, the value. */
export function labelled(paper: Paper, label: string, value: string, language: Language) {
  const width = bodyWidth(paper) - labelWidth;
  paper.font('Helvetica').fontSize(9.5);
  demandRoom(paper, Math.min(paper.heightOfString(value, { width }), 60));
  const { y } = paper;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  paper.fillColor(quiet).text(`${label}${colon}`, left(paper), y, { width: labelWidth - 8 });
  const labelEnd = paper.y;
  const page = paper.page;
  paper.fillColor(ink).text(value, left(paper) + labelWidth, y, { width });
  if (paper.page === page) paper.y = Math.max(paper.y, labelEnd);
  paper.x = left(paper);
  paper.moveDown(0.15);
}

/** `size` 8 for what is long and looked up rather than read. */
export function bullet(paper: Paper, text: string, size: 8 | 9.5 = 9.5) {
  const width = bodyWidth(paper) - 12;
  paper.font('Helvetica').fontSize(size).fillColor(ink);
  demandRoom(paper, Math.min(paper.heightOfString(text, { width }), 40));
  const { y } = paper;
  paper.text('•', left(paper), y, { lineBreak: false });
  paper.text(text, left(paper) + 12, y, { width });
  paper.x = left(paper);
  paper.moveDown(0.15);
}

/** Words that nobody may overlook, in a box. */
export function notice(paper: Paper, lines: readonly string[]) {
  const width = bodyWidth(paper) - 20;
  paper.font('Helvetica').fontSize(9.5);
  const height = lines.reduce((sum, line) => sum + paper.heightOfString(line, { width }) + 5, 11);
  demandRoom(paper, height);
  const { y } = paper;
  paper.rect(left(paper), y, bodyWidth(paper), height).fillAndStroke(shade, rule);
  paper.fillColor(ink);
  paper.y = y + 8;
  for (const line of lines) {
    paper.text(line, left(paper) + 10, paper.y, { width });
    paper.y += 5;
  }
  paper.x = left(paper);
  paper.y = y + height;
  paper.moveDown(0.4);
}

export type Column = { title: string; width: number; align?: 'right' };

const cellPadding = 3;
const cellFontSize = 7.5;

/** A table whose header stands on each of its pages and whose rows are never torn. */
export function table(paper: Paper, columns: readonly Column[], rows: readonly string[][]) {
  paper.moveDown(0.3);
  tableRow(
    paper,
    columns,
    columns.map((column) => column.title),
    'header',
  );
  for (const row of rows) {
    if (paper.y + rowHeight(paper, columns, row, 'row') > bottom(paper)) {
      paper.addPage(paper.page.layout === 'landscape' ? landscape : undefined);
      tableRow(
        paper,
        columns,
        columns.map((column) => column.title),
        'header',
      );
    }
    tableRow(paper, columns, row, 'row');
  }
  paper.moveDown(0.5);
}

export const landscape = { size: 'LETTER', layout: 'landscape', margins: pageMargins } as const;

type Kind = 'header' | 'row';

const cellFont = (paper: Paper, kind: Kind) =>
  paper.font(kind === 'header' ? 'Helvetica-Bold' : 'Helvetica').fontSize(cellFontSize);

function rowHeight(paper: Paper, columns: readonly Column[], cells: readonly string[], kind: Kind) {
  cellFont(paper, kind);
  const heights = columns.map(({ width }, index) =>
    paper.heightOfString(cells[index] || ' ', { width: width - 2 * cellPadding }),
  );
  const room = bottom(paper) - paper.page.margins.top - 30;
  return Math.min(Math.max(...heights) + 2 * cellPadding, room);
}

function tableRow(paper: Paper, columns: readonly Column[], cells: readonly string[], kind: Kind) {
  const { y } = paper;
  const height = rowHeight(paper, columns, cells, kind);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  if (kind === 'header') paper.rect(left(paper), y, width, height).fill(shade);
  paper.lineWidth(0.5).strokeColor(rule);
  paper
    .moveTo(left(paper), y + height)
    .lineTo(left(paper) + width, y + height)
    .stroke();
  paper.fillColor(ink);
  let x = left(paper);
  for (const [index, column] of columns.entries()) {
    paper.text(cells[index] ?? '', x + cellPadding, y + cellPadding, {
      width: column.width - 2 * cellPadding,
      height: height - cellPadding,
      align: column.align ?? 'left',
    });
    x += column.width;
  }
  paper.x = left(paper);
  paper.y = y + height;
}

/** On every page, what it belongs to, a warning and its number. */
export function footers(
  paper: Paper,
  { reference, warning, page }: Record<'reference' | 'warning' | 'page', string>,
) {
  const { count } = paper.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    paper.switchToPage(index);
    const { width, height } = paper.page;
    paper.page.margins.bottom = 0;
    paper.font('Helvetica').fontSize(8).fillColor(quiet);
    paper.lineWidth(0.5).strokeColor(rule);
    paper
      .moveTo(margin, height - margin)
      .lineTo(width - margin, height - margin)
      .stroke();
    const y = height - margin + 8;
    const line = { width: width - 2 * margin, lineBreak: false } as const;
    paper.text(`${reference}   ${warning}`, margin, y, line);
    const number = `${page} ${index + 1} / ${count}`;
    paper.text(number, width - margin - paper.widthOfString(number), y, { lineBreak: false });
  }
}
