import type { DisclosurePackage } from '../../package.ts';
import {
  type Box,
  type Knot,
  type LinkGraph,
  linkGraph,
  most,
  type Placed,
  payersLabel,
  placed,
  type Tie,
} from '../link-graph.ts';
import { bullets, figure, heading, small } from './blocks.ts';
import { isolated } from './drawable-text.ts';
import {
  accent,
  bottom,
  drawLines,
  drawText,
  ink,
  lineHeight,
  linesOf,
  newPage,
  quiet,
  type Sheet,
  type Style,
  warm,
} from './sheet.ts';
import type { Line } from './text-lines.ts';
import { filled, pdfWords } from './words.ts';

const knotWidth = 108;
const knotStyle: Style = { size: 7.5 };
const knotHead: Style = { size: 7.5, face: 'bold' };
const tieStyle: Style = { size: 7, colour: quiet };
const tieWidth = 66;
const largest = 24;
/** Smaller than this, letters could not be read: something has to be left out instead. */
const leastScale = 0.78;

/** Parties and accounts, and what joins them, as a drawing and as a list of relationships. */
export function linkChart(sheet: Sheet, held: DisclosurePackage) {
  const graph = linkGraph(held);
  if (graph.ties.length === 0) return;
  const { say } = sheet;
  newPage(sheet, 'landscape');
  heading(sheet, say(pdfWords.linkChart));
  small(sheet, say(pdfWords.linkChartIntro));
  const height = bottom(sheet) - sheet.paper.y - 44;
  const width = sheet.paper.page.width - 2 * sheet.paper.page.margins.left;
  const { part, layout, scale } = fitting(sheet, graph, { width, height });
  figure(sheet, { alt: altOf(sheet, part), height: layout.height * scale + 4 }, ({ x, y }) => {
    const start = x + (width - layout.width * scale) / 2;
    draw(sheet, part, layout, { x: start, y, scale });
  });
  legend(sheet);
  if (part.knots.length < graph.knots.length) {
    const gaps = { shown: part.knots.length, all: graph.knots.length };
    small(sheet, filled(say(pdfWords.linkChartPart), gaps));
  }
  if (held.relationships.length > 0) {
    newPage(sheet, 'portrait');
    heading(sheet, say(pdfWords.relationships), 'H2');
    bullets(
      sheet,
      held.relationships.map(({ from, to, reason }) => `${from}, ${to} – ${reason}`),
    );
  }
}

/** As much of the graph as can be read on the page. */
function fitting(sheet: Sheet, graph: LinkGraph, room: Box) {
  const sizes = {
    knot: (knot: Knot) => ({ width: knotWidth, height: knotHeight(sheet, knot) }),
    words: (tie: Tie) => tieBox(sheet, tie),
  };
  for (let count = Math.min(largest, graph.knots.length); ; count -= count > 12 ? 2 : 1) {
    const part = most(graph, count);
    const layout = placed(part, sizes);
    const scale = Math.min(1, room.width / layout.width, room.height / layout.height);
    if (scale >= leastScale || count <= 4) return { part, layout, scale };
  }
}

const namesOf = ({ names, kind }: Knot, { say }: Sheet): string =>
  kind === 'payers' ? say(pdfWords.payersNotNamed) : names.map(isolated).join(' / ');

const headOf = ({ label, kind }: Knot, { say }: Sheet): string => {
  if (kind === 'payers') return say(pdfWords.severalPayers);
  return `${label} – ${say(kind === 'account' ? pdfWords.account : pdfWords.roles[kind])}`;
};

/** A long name is told in full among the parties. */
function nameLines(sheet: Sheet, knot: Knot): Line[] {
  const lines = linesOf(sheet, namesOf(knot, sheet), knotWidth - 10, knotStyle);
  return lines.length <= 3
    ? lines
    : [...lines.slice(0, 2), ...linesOf(sheet, '…', knotWidth, knotStyle)];
}

const headLines = (sheet: Sheet, knot: Knot) =>
  linesOf(sheet, headOf(knot, sheet), knotWidth - 10, knotHead);

const knotHeight = (sheet: Sheet, knot: Knot): number =>
  (headLines(sheet, knot).length + nameLines(sheet, knot).length) * lineHeight(knotStyle.size) + 8;

function tieBox(sheet: Sheet, { words }: Tie): Box {
  if (!words) return { width: 1, height: 1 };
  const lines = linesOf(sheet, words, tieWidth, tieStyle);
  const width = lines.reduce((most, line) => Math.max(most, line.width * tieStyle.size), 0);
  return { width: width + 6, height: lines.length * lineHeight(tieStyle.size) + 2 };
}

type Frame = { x: number; y: number; scale: number };

function draw(sheet: Sheet, { knots, ties }: LinkGraph, layout: Placed, { x, y, scale }: Frame) {
  const { paper } = sheet;
  paper.save();
  paper.translate(x, y).scale(scale);
  for (const [index, tie] of ties.entries()) drawTie(sheet, tie, layout.ties[index]);
  for (const [index, tie] of ties.entries()) drawWords(sheet, tie, layout.ties[index]);
  for (const knot of knots) drawKnot(sheet, knot, layout.knots.get(knot.label));
  paper.restore();
}

const colours: Record<Knot['kind'], { fill: string; edge: string }> = {
  subject: { fill: '#dbe7f3', edge: accent },
  'possible-victim': { fill: '#fbeadd', edge: warm },
  connected: { fill: '#ffffff', edge: '#7c8794' },
  unknown: { fill: '#ffffff', edge: '#7c8794' },
  account: { fill: '#f1f3f5', edge: '#7c8794' },
  payers: { fill: '#ffffff', edge: '#7c8794' },
};

function drawKnot(sheet: Sheet, knot: Knot, at: { x: number; y: number } | undefined) {
  if (!at) return;
  const { paper } = sheet;
  const { fill, edge } = colours[knot.kind];
  const height = knotHeight(sheet, knot);
  const [x, y] = [at.x - knotWidth / 2, at.y - height / 2];
  const corner = knot.kind === 'account' ? 0 : 6;
  paper.lineWidth(knot.kind === 'subject' ? 1.4 : 0.8);
  if (knot.kind === 'payers') paper.dash(3, { space: 2 });
  paper.roundedRect(x, y, knotWidth, height, corner).fillAndStroke(fill, edge);
  paper.undash();
  const heads = headLines(sheet, knot);
  drawLines(sheet, heads, { x: x + 5, y: y + 4 }, knotHead);
  const below = y + 4 + heads.length * lineHeight(knotHead.size);
  drawLines(sheet, nameLines(sheet, knot), { x: x + 5, y: below }, knotStyle);
}

type Way = Placed['ties'][number];

function drawTie({ paper }: Sheet, { kind, back }: Tie, way: Way | undefined) {
  const [first, ...rest] = way?.points ?? [];
  const end = rest.at(-1);
  if (!first || !end) return;
  paper.lineWidth(kind === 'money' ? 0.9 : 0.7).strokeColor(kind === 'money' ? accent : quiet);
  if (kind === 'holder') paper.dash(4, { space: 2.5 });
  if (kind === 'relationship') paper.dash(1, { space: 2 });
  paper.moveTo(first.x, first.y);
  for (const [index, point] of rest.slice(0, -1).entries()) {
    const next = rest[index + 1] ?? end;
    const last = index === rest.length - 2;
    const [toX, toY] = last ? [end.x, end.y] : [(point.x + next.x) / 2, (point.y + next.y) / 2];
    paper.quadraticCurveTo(point.x, point.y, toX, toY);
  }
  if (rest.length === 1) paper.lineTo(end.x, end.y);
  paper.stroke().undash();
  if (kind === 'money') arrow(paper, rest.at(-2) ?? first, end);
  if (back) arrow(paper, rest[0] ?? end, first);
}

function arrow(
  paper: Sheet['paper'],
  from: { x: number; y: number },
  tip: { x: number; y: number },
) {
  const [dx, dy] = [tip.x - from.x, tip.y - from.y];
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const [backX, backY] = [tip.x - 6 * ux, tip.y - 6 * uy];
  paper
    .moveTo(tip.x, tip.y)
    .lineTo(backX - 2.6 * uy, backY + 2.6 * ux)
    .lineTo(backX + 2.6 * uy, backY - 2.6 * ux)
    .fill(accent);
}

function drawWords(sheet: Sheet, tie: Tie, way: Way | undefined) {
  if (!tie.words || !way) return;
  const { width, height } = tieBox(sheet, tie);
  const [x, y] = [way.words.x - width / 2, way.words.y - height / 2];
  sheet.paper.rect(x, y, width, height).fill('#ffffff');
  const lines = linesOf(sheet, tie.words, tieWidth, tieStyle);
  drawLines(sheet, lines, { x, y: y + 1, width, align: 'centre' }, tieStyle);
}

function legend(sheet: Sheet) {
  const { paper, say } = sheet;
  const marks = [
    { kind: 'money', words: say(pdfWords.legendMoney) },
    { kind: 'holder', words: say(pdfWords.legendHolder) },
    { kind: 'relationship', words: say(pdfWords.legendRelationship) },
  ] as const;
  const alt = marks.map(({ words }) => words).join('; ');
  figure(sheet, { alt, height: 12 }, ({ x, y }) => {
    let at = x;
    for (const { kind, words } of marks) {
      const line = { x: at, y: y + 6 };
      const way = { points: [line, { x: at + 30, y: y + 6 }], words: line };
      drawTie(sheet, { from: '', to: '', kind, words: '', count: 0 }, way);
      drawText(sheet, words, { x: at + 36, y, width: 140 }, { size: 8, colour: ink });
      at += 170;
    }
  });
  paper.strokeColor(ink);
}

/** The drawing in words: who pays, holds or is related to whom. */
function altOf({ say, language }: Sheet, { ties }: LinkGraph): string {
  const verbs = {
    money: pdfWords.paysWords,
    holder: pdfWords.holdsWords,
    relationship: pdfWords.relatedWords,
  };
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const name = (label: string) => (label === payersLabel ? say(pdfWords.payersNotNamed) : label);
  const lines = ties.map(({ from, to, kind, words }) =>
    [`${name(from)} ${say(verbs[kind])} ${name(to)}`, words]
      .filter(Boolean)
      .join(`${colon} `)
      .replace('\n', ' '),
  );
  return filled(say(pdfWords.linkChartAlt), { ties: lines.join('; ') });
}
