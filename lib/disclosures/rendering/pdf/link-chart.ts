import type { Translated } from '../../../translated.ts';
import type { DisclosurePackage } from '../../package.ts';
import {
  type Knot,
  type LinkGraph,
  linkGraph,
  most,
  payersLabel,
  type Tie,
} from '../link-graph.ts';
import { type Box, type Placed, type Point, placed, type Sizes, type Way } from '../link-layout.ts';
import { bullets, figure, small as fineprint, heading } from './blocks.ts';
import { isolated } from './drawable-text.ts';
import { withoutName } from './parties.ts';
import {
  accent,
  bodyWidth,
  bottom,
  demandRoom,
  drawLines,
  drawText,
  ink,
  lineHeight,
  linesOf,
  newPage,
  quiet,
  type Sheet,
  type Style,
  upright,
  warm,
} from './sheet.ts';
import type { Line } from './text-lines.ts';
import { filled, pdfWords } from './words.ts';

const knotWidth = 112;
const knotStyle: Style = { size: 7.5 };
const knotHead: Style = { size: 7.5, face: 'bold' };
const tieStyle: Style = { size: 7, colour: quiet };
const tieWidth = 130;
const largest = 24;
/** Smaller than this, letters could not be read: something has to be left out instead. */
const leastScale = 0.78;

/**
 * Parties and accounts, and what joins them, as a drawing and as a list of relationships. A drawing that
 * needs little room stands among the rest, a larger one across a page of its own.
 */
export function linkChart(sheet: Sheet, held: DisclosurePackage) {
  const { say } = sheet;
  const graph = named(linkGraph(held), (role) => say(withoutName(role, held)));
  if (graph.ties.length === 0) return;
  const small = smallChart(sheet, graph);
  if (small) demandRoom(sheet, small.layout.height * small.scale + aroundChart);
  else newPage(sheet, 'landscape');
  heading(sheet, say(pdfWords.linkChart));
  fineprint(sheet, say(pdfWords.linkChartIntro));
  const height = bottom(sheet) - sheet.paper.y - belowChart;
  const chart = small ?? fitting(sheet, graph, { width: bodyWidth(sheet), height });
  drawing(sheet, chart);
  if (chart.part.knots.length < graph.knots.length) {
    const gaps = { shown: chart.part.knots.length, all: graph.knots.length };
    fineprint(sheet, filled(say(pdfWords.linkChartPart), gaps));
  }
  if (held.relationships.length > 0) {
    upright(sheet);
    heading(sheet, say(pdfWords.relationships), 'part');
    bullets(
      sheet,
      held.relationships.map(({ from, to, reason }) => `${from}, ${to} – ${reason}`),
    );
  }
}

type Role = Parameters<typeof withoutName>[0];

/** Nobody stands there without a word. */
const named = (graph: LinkGraph, withoutNameOf: (role: Role) => string): LinkGraph => ({
  ...graph,
  knots: graph.knots.map((knot) =>
    knot.names.length > 0 || knot.kind === 'payers' || knot.kind === 'account'
      ? knot
      : { ...knot, names: [withoutNameOf(knot.kind)] },
  ),
});

/** As much of the graph as can be read, and where it stands. */
type Chart = { part: LinkGraph; layout: Placed; scale: number };

/** Heading, introduction and legend. */
const aroundChart = 110;
const belowChart = 44;

function drawing(sheet: Sheet, { part, layout, scale }: Chart) {
  figure(
    sheet,
    { alt: altOf(sheet, part), height: layout.height * scale + 4 },
    ({ x, y, width }) => {
      const start = x + (width - layout.width * scale) / 2;
      draw(sheet, part, layout, { x: start, y, scale });
    },
  );
  legend(sheet, part);
}

const sizesOn = (sheet: Sheet): Sizes => ({
  knot: (knot: Knot) => ({ width: knotWidth, height: knotHeight(sheet, knot) }),
  words: (tie: Tie) => tieBox(sheet, tie),
});

/** Undefined of what needs more room than this on a page that stands upright. */
function smallChart(sheet: Sheet, graph: LinkGraph): Chart | undefined {
  upright(sheet);
  const part = most(graph, largest);
  if (part.knots.length > fewKnots) return undefined;
  const room = { width: bodyWidth(sheet), height: 300 };
  const layout = placed(part, sizesOn(sheet), room);
  const scale = Math.min(1, room.width / layout.width, room.height / layout.height);
  return scale >= 0.9 ? { part, layout, scale } : undefined;
}

const fewKnots = 12;

/** As much of the graph as can be read on the page. */
function fitting(sheet: Sheet, graph: LinkGraph, room: Box): Chart {
  for (let count = Math.min(largest, graph.knots.length); ; count -= count > 12 ? 2 : 1) {
    const part = most(graph, count);
    const layout = placed(part, sizesOn(sheet), room);
    const scale = Math.min(1, room.width / layout.width, room.height / layout.height);
    if (scale >= leastScale || count <= 4) return { part, layout, scale };
  }
}

const namesOf = ({ names, kind, holders = [] }: Knot, { say }: Sheet): string => {
  if (kind === 'payers') return say(pdfWords.notNamed);
  const held = holders.length > 0 ? [`${say(pdfWords.heldBy)} ${holders.join(', ')}`] : [];
  return [names.map(isolated).join(' / '), ...held].join('\n');
};

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

function drawKnot(sheet: Sheet, knot: Knot, at: Point | undefined) {
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

function drawTie({ paper }: Sheet, { kind, back }: Tie, way: Way | undefined) {
  const [first, ...rest] = way?.points ?? [];
  const end = rest.at(-1);
  if (!first || !end) return;
  paper.lineWidth(kind === 'money' ? 0.9 : 0.7).strokeColor(kind === 'money' ? accent : quiet);
  if (kind === 'holder') paper.dash(4, { space: 2.5 });
  if (kind === 'relationship') paper.dash(1, { space: 2 });
  paper.moveTo(first.x, first.y);
  if (kind === 'relationship') bowed(paper, rest);
  else swung(paper, first, rest);
  paper.stroke().undash();
  if (kind === 'money') arrow(paper, rest.at(-2) ?? first, end);
  if (back) arrow(paper, rest[0] ?? end, first);
}

/** Level at each of its points, so that it turns only between them. */
function swung(paper: Sheet['paper'], from: Point, points: readonly Point[]) {
  let at = from;
  for (const point of points) {
    const middle = (at.x + point.x) / 2;
    if (Math.abs(at.y - point.y) < 0.1) paper.lineTo(point.x, point.y);
    else paper.bezierCurveTo(middle, at.y, middle, point.y, point.x, point.y);
    at = point;
  }
}

function bowed(paper: Sheet['paper'], points: readonly Point[]) {
  const [bow, end] = points;
  if (bow && end) paper.quadraticCurveTo(bow.x, bow.y, end.x, end.y);
  else if (bow) paper.lineTo(bow.x, bow.y);
}

/** Lines reach boxes level. */
function arrow(paper: Sheet['paper'], from: Point, tip: Point) {
  const back = tip.x - 6 * Math.sign(tip.x - from.x);
  paper
    .moveTo(tip.x, tip.y)
    .lineTo(back, tip.y - 2.4)
    .lineTo(back, tip.y + 2.4)
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

/** What the kinds of lines in the drawing say. */
function legend(sheet: Sheet, { ties }: LinkGraph) {
  const { paper, say } = sheet;
  const drawn = new Set(ties.map(({ kind }) => kind));
  const marks = [
    { kind: 'money', words: say(pdfWords.legendMoney) },
    { kind: 'holder', words: say(pdfWords.legendHolder) },
    { kind: 'relationship', words: say(pdfWords.legendRelationship) },
  ] as const;
  const shown = marks.filter(({ kind }) => drawn.has(kind));
  const alt = shown.map(({ words }) => words).join('; ');
  figure(sheet, { alt, height: 12 }, ({ x, y }) => {
    let at = x;
    for (const { kind, words } of shown) {
      const line = { x: at, y: y + 6 };
      const way = { points: [line, { x: at + 30, y: y + 6 }], words: line };
      drawTie(sheet, { from: '', to: '', kind, words: '', count: 0 }, way);
      drawText(sheet, words, { x: at + 36, y, width: 140 }, { size: 8, colour: ink });
      at += 170;
    }
  });
  paper.strokeColor(ink);
}

/** The drawing in words: who pays, holds or is linked with whom. */
function altOf({ say }: Sheet, { knots, ties }: LinkGraph): string {
  const name = (label: string) => (label === payersLabel ? say(pdfWords.payersNotNamed) : label);
  const of = (kind: Tie['kind'], words: Translated) =>
    ties
      .filter((tie) => tie.kind === kind)
      .map((tie) => {
        const gaps = {
          from: name(tie.from),
          to: name(tie.to),
          words: tie.words.replaceAll('\n', ', '),
        };
        return filled(say(words), gaps);
      });
  const holders = knots.flatMap(({ label, holders: theirs = [] }) =>
    theirs.map((holder) => filled(say(pdfWords.holdsWords), { from: holder, to: label })),
  );
  const told = [
    ...of('money', pdfWords.paysWords),
    ...holders,
    ...of('relationship', pdfWords.relatedWords),
  ];
  return filled(say(pdfWords.linkChartAlt), { ties: told.join('; ') });
}
