import PDFDocument from 'pdfkit';
import type { Language, Translated } from '../../../translated.ts';
import { type Face, type FontName, fontBytes } from './fonts.ts';
import { joinStrokes, packStreams } from './pack-streams.ts';
import { type Line, type Measure, textLines } from './text-lines.ts';

/* A document being written: its paper, its language, and the place in its structure. */

export type Paper = PDFKit.PDFDocument;
export type Element = PDFKit.PDFStructureElement;

export type Sheet = {
  readonly paper: Paper;
  readonly language: Language;
  readonly say: (words: Translated) => string;
  readonly measure: Measure;
  /** What is written next belongs to it. */
  section: Element;
  /** Of the heading above what is written next: none is ever skipped. */
  headingLevel: number;
  /** The sections so far, on which page each begins, from 0, and its line in the outline. */
  readonly sections: { title: string; page: number; outline: Outline }[];
};

export const ink = '#1b1f24';
export const quiet = '#4b5561';
export const rule = '#c4ccd4';
export const shade = '#eef1f4';
export const accent = '#1f4e79';
export const warm = '#a4551e';

const margin = 48;
/** Room kept for the footer. */
const footerHeight = 30;
const margins = { top: margin, left: margin, right: margin, bottom: margin + footerHeight };

/** Lines stand so many times their letters' size apart. */
export const lineHeight = (size: number): number => size * 1.32;

/** @param at RFC 3339, when the package was prepared: the only moment a rendering knows. */
export function newSheet(language: Language, { title, at }: { title: string; at: string }): Sheet {
  const moment = new Date(at);
  const paper = new PDFDocument({
    size: 'LETTER',
    margins,
    bufferPages: true,
    autoFirstPage: false,
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    lang: language === 'fr' ? 'fr-CA' : 'en-CA',
    // None of the fonts that are not part of the file.
    font: '',
    compress: false,
    info: {
      Title: title,
      Creator: 'Moneytrail',
      Producer: 'PDFKit',
      CreationDate: moment,
      ModDate: moment,
    },
  });
  packStreams(paper);
  const section = paper.struct('Document');
  paper.addStructure(section);
  const say = (words: Translated) => words[language];
  return {
    paper,
    language,
    say,
    measure: measureOn(paper),
    section,
    headingLevel: 1,
    sections: [],
  };
}

const registered = new WeakMap<Paper, Set<FontName>>();

/** Chooses a font; its file is read when a document first needs it. */
function use(paper: Paper, name: FontName): Paper {
  const known = registered.get(paper) ?? new Set();
  registered.set(paper, known);
  if (!known.has(name)) {
    paper.registerFont(name, fontBytes(name));
    known.add(name);
  }
  return paper.font(name);
}

function measureOn(paper: Paper): Measure {
  const widths = new Map<string, number>();
  return (font, text) => {
    const key = `${font} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = use(paper, font).fontSize(1000).widthOfString(text) / 1000;
    widths.set(key, width);
    return width;
  };
}

export const left = ({ paper }: Sheet): number => paper.page.margins.left;
export const bodyWidth = ({ paper }: Sheet): number =>
  paper.page.width - paper.page.margins.left - paper.page.margins.right;
export const bottom = ({ paper }: Sheet): number => paper.page.height - paper.page.margins.bottom;
export type Layout = 'portrait' | 'landscape';

export function newPage({ paper }: Sheet, layout?: Layout) {
  if (paper.page) joinStrokes(paper.page);
  const as = layout ?? (paper.page.layout as Layout);
  paper.addPage({ size: 'LETTER', layout: as, margins });
}

/** Goes on on a page that stands upright: on this one if it does. */
export function upright(sheet: Sheet) {
  if (sheet.paper.page.layout === 'landscape') newPage(sheet, 'portrait');
}

/** A line in the outline, under another or at its top, that leads to the place where writing goes on. */
export function bookmark({ paper }: Sheet, text: string, under = paper.outline): Outline {
  // What the library calls `left` is counted from the right edge.
  const place = { left: paper.page.width, top: paper.y } as object;
  return under.addItem(text, place);
}
type Outline = PDFKit.PDFOutline;

/** Starts a page unless so much room is left on this one. */
export function demandRoom(sheet: Sheet, height: number) {
  const { paper } = sheet;
  if (paper.y + height > bottom(sheet) && paper.y > paper.page.margins.top) newPage(sheet);
}

export type Style = { size: number; face?: Face; colour?: string };

export const linesOf = (
  { measure }: Sheet,
  text: string,
  width: number,
  { size, face = 'regular' }: Style,
): Line[] => textLines(text, { width: width / size, face, measure });

export type Spot = { x: number; y: number; width?: number; align?: 'left' | 'right' | 'centre' };

/** Draws lines below each other. What they mean is up to the caller: see `tagged` and `artifact`. */
export function drawLines(
  { paper }: Sheet,
  lines: readonly Line[],
  { x, y, width = 0, align = 'left' }: Spot,
  { size, colour = ink }: Style,
) {
  const cursor = { x: paper.x, y: paper.y };
  for (const [index, line] of lines.entries()) {
    const room = width - line.width * size;
    const start = x + (align === 'right' ? room : align === 'centre' ? room / 2 : 0);
    const base = y + index * lineHeight(size) + size;
    if (line.spoken) paper.markContent('Span', { actual: line.spoken });
    for (const { font, text, x: offset } of line.pieces) {
      use(paper, font).fontSize(size).fillColor(colour);
      paper.text(text, start + offset * size, base, { lineBreak: false, baseline: 'alphabetic' });
    }
    if (line.spoken) paper.endMarkedContent();
  }
  Object.assign(paper, cursor);
}

/** A text of one line or more at a place, within something that is tagged already. */
export function drawText(sheet: Sheet, text: string, spot: Spot & { width: number }, style: Style) {
  drawLines(sheet, linesOf(sheet, text, spot.width, style), spot, style);
}

/** An element of the document's structure under another, or under the section. */
export function element(
  { paper, section }: Sheet,
  type: string,
  {
    under = section,
    ...options
  }: {
    under?: Element;
    alt?: string;
    scope?: string;
    lang?: string;
    bbox?: readonly number[];
  } = {},
): Element {
  const made = paper.struct(type, options as PDFKit.Mixins.StructureElementOptions);
  under.add(made);
  return made;
}

/** What only decorates or repeats, and is not read aloud. */
export function artifact(
  { paper }: Sheet,
  draw: () => void,
  type: 'Layout' | 'Pagination' = 'Layout',
) {
  paper.markContent('Artifact', { type });
  draw();
  paper.endMarkedContent();
}
