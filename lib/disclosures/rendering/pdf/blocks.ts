import {
  accent,
  artifact,
  bodyWidth,
  bottom,
  demandRoom,
  drawLines,
  type Element,
  element,
  ink,
  left,
  lineHeight,
  linesOf,
  newPage,
  quiet,
  rule,
  type Sheet,
  type Style,
  shade,
} from './sheet.ts';
import type { Line } from './text-lines.ts';

/* Blocks of a printed page, each with its place in the structure of the document. */

const body: Style = { size: 9.5 };
export const fine: Style = { size: 8.5, colour: quiet };
const labelWidth = 118;

type Room = { x: number; width: number };

/** Lines into an element, over as many pages as they need. */
function flow(sheet: Sheet, into: Element, lines: readonly Line[], style: Style, { x }: Room) {
  const { paper } = sheet;
  let rest = lines;
  while (rest.length > 0) {
    const fits = Math.floor((bottom(sheet) - paper.y) / lineHeight(style.size));
    if (fits < Math.min(2, rest.length)) {
      newPage(sheet);
      continue;
    }
    // No last line stands alone on the next page.
    const now = rest.slice(0, rest.length === fits + 1 && fits > 2 ? fits - 1 : fits);
    const { y } = paper;
    into.add(() => drawLines(sheet, now, { x, y }, style));
    paper.y = y + now.length * lineHeight(style.size);
    rest = rest.slice(now.length);
  }
  paper.x = left(sheet);
}

function block(
  sheet: Sheet,
  type: string,
  text: string,
  { style, before = 0, after = 4 }: { style: Style; before?: number; after?: number },
) {
  const room = { x: left(sheet), width: bodyWidth(sheet) };
  sheet.paper.y += before;
  const into = element(sheet, type);
  flow(sheet, into, linesOf(sheet, text, room.width, style), style, room);
  into.end();
  sheet.paper.y += after;
}

export const title = (sheet: Sheet, text: string) =>
  block(sheet, 'H1', text, { style: { size: 20, face: 'bold', colour: accent }, after: 8 });

/** A section begins: its heading, its line in the outline, its place in the table of contents. */
export function heading(sheet: Sheet, text: string, level: 'H1' | 'H2' = 'H1') {
  demandRoom(sheet, level === 'H1' ? 110 : 70);
  const { paper } = sheet;
  if (level === 'H1') {
    paper.outline.addItem(text);
    sheet.sections.push({ title: text, page: paper.bufferedPageRange().count - 1 });
  }
  const onTop = paper.y <= paper.page.margins.top;
  const style = { size: level === 'H1' ? 15 : 11.5, face: 'bold', colour: accent } as const;
  block(sheet, level === 'H1' ? 'H2' : 'H3', text, {
    style,
    before: onTop ? 0 : 11,
    after: 5,
  });
}

export function subheading(sheet: Sheet, text: string) {
  demandRoom(sheet, 64);
  block(sheet, 'H4', text, {
    style: { size: 10.5, face: 'bold', colour: ink },
    before: 8,
    after: 3,
  });
}

export const paragraph = (sheet: Sheet, text: string, after = 5) =>
  block(sheet, 'P', text, { style: body, after });

export const small = (sheet: Sheet, text: string, after = 4) =>
  block(sheet, 'P', text, { style: fine, after });

/** Labels, and beside each, in a column of its own, its value. */
export function labelled(sheet: Sheet, rows: readonly (readonly [label: string, value: string])[]) {
  if (rows.length === 0) return;
  const { paper, language } = sheet;
  const list = element(sheet, 'L');
  const x = left(sheet) + labelWidth;
  const width = bodyWidth(sheet) - labelWidth;
  for (const [label, value] of rows) {
    const item = element(sheet, 'LI', { under: list });
    const name = { ...body, colour: quiet };
    const colon = language === 'fr' ? '\u00a0:' : ':';
    const names = linesOf(sheet, `${label}${colon}`, labelWidth - 10, name);
    const values = linesOf(sheet, value, width, body);
    demandRoom(sheet, lineHeight(body.size) * Math.max(names.length, Math.min(values.length, 4)));
    const { y } = paper;
    const page = paper.page;
    const named = element(sheet, 'Lbl', { under: item });
    named.add(() => drawLines(sheet, names, { x: left(sheet), y }, name));
    named.end();
    const held = element(sheet, 'LBody', { under: item });
    flow(sheet, held, values, body, { x, width });
    held.end();
    item.end();
    if (paper.page === page) paper.y = Math.max(paper.y, y + names.length * lineHeight(body.size));
    paper.y += 1.5;
  }
  list.end();
  paper.y += 3;
}

/** A list with a dot before each line. */
export function bullets(sheet: Sheet, texts: readonly string[], style: Style = body) {
  if (texts.length === 0) return;
  const { paper } = sheet;
  const list = element(sheet, 'L');
  const x = left(sheet) + 12;
  const width = bodyWidth(sheet) - 12;
  for (const text of texts) {
    const lines = linesOf(sheet, text, width, style);
    demandRoom(sheet, lineHeight(style.size) * Math.min(lines.length, 3));
    const item = element(sheet, 'LI', { under: list });
    const { y } = paper;
    const dot = element(sheet, 'Lbl', { under: item });
    dot.add(() =>
      drawLines(sheet, linesOf(sheet, '•', 12, style), { x: left(sheet) + 2, y }, style),
    );
    dot.end();
    const held = element(sheet, 'LBody', { under: item });
    flow(sheet, held, lines, style, { x, width });
    held.end();
    item.end();
    paper.y += 2;
  }
  list.end();
  paper.y += 2;
}

/** Words that nobody may overlook, in a box. */
export function notice(sheet: Sheet, texts: readonly string[]) {
  const { paper } = sheet;
  const width = bodyWidth(sheet) - 24;
  const parts = texts.map((text) => linesOf(sheet, text, width, body));
  const height =
    parts.reduce((sum, lines) => sum + lines.length * lineHeight(body.size) + 5, 0) + 11;
  if (height > bottom(sheet) - paper.page.margins.top) {
    for (const text of texts) paragraph(sheet, text);
    return;
  }
  demandRoom(sheet, height);
  const { y } = paper;
  artifact(sheet, () => {
    paper.lineWidth(0.7).rect(left(sheet), y, bodyWidth(sheet), height).fillAndStroke(shade, rule);
    paper.rect(left(sheet), y, 4, height).fill(accent);
  });
  paper.y = y + 8;
  for (const lines of parts) {
    const into = element(sheet, 'P');
    flow(sheet, into, lines, body, { x: left(sheet) + 14, width });
    into.end();
    paper.y += 5;
  }
  paper.y = y + height + 6;
}

/** A drawing, and in words what it shows, for whoever cannot see it. */
export function figure(
  sheet: Sheet,
  { alt, height }: { alt: string; height: number },
  draw: (frame: { x: number; y: number; width: number; height: number }) => void,
) {
  demandRoom(sheet, height);
  const { paper } = sheet;
  const { y } = paper;
  const into = element(sheet, 'Figure', { alt });
  into.add(() => draw({ x: left(sheet), y, width: bodyWidth(sheet), height }));
  into.end();
  paper.x = left(sheet);
  paper.y = y + height + 6;
}
