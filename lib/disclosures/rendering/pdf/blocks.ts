import { withoutIsolates } from './drawable-text.ts';
import {
  accent,
  artifact,
  bodyWidth,
  bookmark,
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
const bulletIndent = 12;

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
  {
    style,
    before = 0,
    after = 4,
    indent = 0,
    lang,
  }: {
    style: Style;
    before?: number;
    after?: number;
    indent?: number;
    lang?: string | undefined;
  },
) {
  const room = { x: left(sheet) + indent, width: bodyWidth(sheet) - indent };
  sheet.paper.y += before;
  const into = element(sheet, type, lang === undefined ? {} : { lang });
  flow(sheet, into, linesOf(sheet, text, room.width, style), style, room);
  into.end();
  sheet.paper.y += after;
}

export const title = (sheet: Sheet, text: string) =>
  block(sheet, 'H1', text, { style: { size: 20, face: 'bold', colour: accent }, after: 8 });

/**
 * A section begins: its heading, its line in the outline, its place in the table of contents.
 *
 * @param below how much of what follows must stand on the same page.
 */
export function heading(
  sheet: Sheet,
  text: string,
  level: 'section' | 'part' = 'section',
  below = 0,
) {
  const isSection = level === 'section';
  demandRoom(sheet, Math.max(isSection ? 110 : 70, 40 + below));
  const { paper } = sheet;
  if (isSection) {
    paper.addNamedDestination(sectionName(sheet.sections.length), 'XYZ', null, paper.y, null);
    const page = paper.bufferedPageRange().count - 1;
    sheet.sections.push({ title: text, page, outline: bookmark(sheet, text) });
  }
  // On the cover there is no section above.
  sheet.headingLevel = isSection || sheet.sections.length === 0 ? 2 : 3;
  const style = { size: isSection ? 15 : 11.5, face: 'bold', colour: accent } as const;
  block(sheet, `H${sheet.headingLevel}`, text, { style, before: spaceAbove(sheet, 11), after: 5 });
}

/** What a link to a section calls it. */
export const sectionName = (index: number): string => `section-${index + 1}`;

const subheadingStyle: Style = { size: 10.5, face: 'bold', colour: ink };
const subheadingSpace = { before: 8, after: 3 };

/**
 * @param below how much of what follows must stand on the same page.
 * @param outlined whether the outline leads here.
 */
export function subheading(
  sheet: Sheet,
  text: string,
  { below = 46, outlined = false }: { below?: number; outlined?: boolean } = {},
) {
  const { before, after } = subheadingSpace;
  demandRoom(sheet, heightOf.subheading(sheet, text) + below);
  if (outlined) bookmark(sheet, withoutIsolates(text), sheet.sections.at(-1)?.outline);
  const space = { before: spaceAbove(sheet, before), after };
  block(sheet, `H${sheet.headingLevel + 1}`, text, { style: subheadingStyle, ...space });
}

const spaceAbove = ({ paper }: Sheet, space: number): number =>
  paper.y <= paper.page.margins.top ? 0 : space;

/** How high blocks are, for what has to be kept on one page. */
export const heightOf = {
  subheading: (sheet: Sheet, text: string): number =>
    linesHeight(sheet, text, bodyWidth(sheet), subheadingStyle) +
    subheadingSpace.before +
    subheadingSpace.after,
  paragraph: (sheet: Sheet, text: string): number =>
    linesHeight(sheet, text, bodyWidth(sheet), body) + 5,
  below: (sheet: Sheet, text: string): number =>
    linesHeight(sheet, text, bodyWidth(sheet) - bulletIndent, fine) + 3,
  bullet: (sheet: Sheet, text: string, style: Style = body): number =>
    linesHeight(sheet, text, bodyWidth(sheet) - bulletIndent, style) + 2,
  labelled: (sheet: Sheet, rows: readonly (readonly [string, string])[]): number =>
    rows.reduce((sum, row) => sum + Math.max(...rowHeights(sheet, row)) + 1.5, 0) + 3,
};

const linesHeight = (sheet: Sheet, text: string, width: number, style: Style): number =>
  linesOf(sheet, text, width, style).length * lineHeight(style.size);

const rowHeights = (sheet: Sheet, [label, value]: readonly [string, string]): [number, number] => [
  linesHeight(sheet, `${label} :`, labelWidth - 10, body),
  linesHeight(sheet, value, bodyWidth(sheet) - labelWidth, body),
];

/** @param lang of a text that is not in the language of the document: "fr-CA". */
export const paragraph = (sheet: Sheet, text: string, lang?: string) =>
  block(sheet, 'P', text, { style: body, after: 5, lang });

export const small = (sheet: Sheet, text: string) =>
  block(sheet, 'P', text, { style: fine, after: 4 });

/** Below one of `bullets`, and in line with it. */
export const below = (sheet: Sheet, text: string) =>
  block(sheet, 'P', text, { style: fine, after: 3, indent: bulletIndent });

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
  const x = left(sheet) + bulletIndent;
  const width = bodyWidth(sheet) - bulletIndent;
  for (const text of texts) {
    const lines = linesOf(sheet, text, width, style);
    demandRoom(sheet, lineHeight(style.size) * Math.min(lines.length, 3));
    const item = element(sheet, 'LI', { under: list });
    const { y } = paper;
    const dot = element(sheet, 'Lbl', { under: item });
    dot.add(() =>
      drawLines(sheet, linesOf(sheet, '•', bulletIndent, style), { x: left(sheet) + 2, y }, style),
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

const noticeLines = (sheet: Sheet, texts: readonly string[]): Line[][] =>
  texts.map((text) => linesOf(sheet, text, bodyWidth(sheet) - 24, body));

export const noticeHeight = (sheet: Sheet, texts: readonly string[]): number =>
  noticeLines(sheet, texts).reduce(
    (sum, lines) => sum + lines.length * lineHeight(body.size) + noticeGap,
    12,
  );
const noticeGap = 3;

/** Words that nobody may overlook, in a box. */
export function notice(sheet: Sheet, texts: readonly string[]) {
  const { paper } = sheet;
  const width = bodyWidth(sheet) - 24;
  const height = noticeHeight(sheet, texts);
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
  for (const lines of noticeLines(sheet, texts)) {
    const into = element(sheet, 'P');
    flow(sheet, into, lines, body, { x: left(sheet) + 14, width });
    into.end();
    paper.y += noticeGap;
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
  const bbox = [left(sheet), y, left(sheet) + bodyWidth(sheet), y + height];
  const into = element(sheet, 'Figure', { alt, bbox });
  into.add(() => draw({ x: left(sheet), y, width: bodyWidth(sheet), height }));
  into.end();
  paper.x = left(sheet);
  paper.y = y + height + 6;
}
