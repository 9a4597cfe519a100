import type { DisclosurePackage, PackageTransaction } from '../../package.ts';
import {
  type Activity,
  activityOver,
  hourOf,
  isAtMidnight,
  isAtNight,
  placeInTime,
} from '../activity.ts';
import { figure, heading, paragraph, subheading } from './blocks.ts';
import {
  accent,
  bottom,
  drawText,
  newPage,
  quiet,
  rule,
  type Sheet,
  shade,
  upright,
  warm,
} from './sheet.ts';
import { filled, pdfWords } from './words.ts';

type Frame = { x: number; y: number; width: number; height: number };

const axis = { size: 8, colour: quiet };
const axisWidth = 34;
const widestBar = 40;

/** Transactions over the days, and over the hours of the day. */
export function timeline(sheet: Sheet, { transactions }: DisclosurePackage) {
  const activity = activityOver(transactions);
  if (!activity) return;
  const { say } = sheet;
  const night = transactions.filter(isAtNight).length;
  const midnight = transactions.filter(isAtMidnight).length;
  const nightWords = [
    filled(say(pdfWords.atNight), { night, all: transactions.length }),
    ...(midnight > 0 ? [filled(say(pdfWords.atMidnight), { midnight })] : []),
  ].join(' ');
  upright(sheet);
  const { bars: barsHeight, hours: hoursHeight } = heightsIn(sheet);
  heading(sheet, say(pdfWords.timeline));
  paragraph(sheet, nightWords);
  const unitWords = say(
    { day: pdfWords.perDay, week: pdfWords.perWeek, month: pdfWords.perMonth }[activity.unit],
  );
  const busiest = activity.stretches.reduce((most, one) => (one.count > most.count ? one : most));
  subheading(sheet, unitWords);
  const alt = `${unitWords}. ${filled(say(pdfWords.busiest), busiest)}`;
  figure(sheet, { alt, height: barsHeight }, (frame) => bars(sheet, activity, frame));
  subheading(sheet, say(pdfWords.hours));
  figure(sheet, { alt: `${say(pdfWords.hours)}. ${nightWords}`, height: hoursHeight }, (frame) =>
    hours(sheet, transactions, frame),
  );
}

/** Both charts stand on one page, to be compared: on this one if a smaller size has room on it. */
function heightsIn(sheet: Sheet): { bars: number; hours: number } {
  const room = bottom(sheet) - sheet.paper.y - aroundCharts;
  const small = { bars: 92, hours: 154 };
  const large = { bars: 130, hours: 232 };
  if (room < small.bars + small.hours) newPage(sheet);
  else if (room < large.bars + large.hours) return small;
  return large;
}

/** Headings and the words below them. */
const aroundCharts = 120;

function bars(sheet: Sheet, { stretches }: Activity, frame: Frame) {
  const { paper } = sheet;
  const plot = plotIn(frame);
  const most = stretches.reduce((top, { count }) => Math.max(top, count), 1);
  const step = stepFor(most);
  const top = Math.ceil(most / step) * step;
  for (let value = 0; value <= top; value += step) {
    level(sheet, plot, 1 - value / top, String(value));
  }
  const width = plot.width / stretches.length;
  const gap = Math.min(2, width * 0.2);
  for (const [index, { count }] of stretches.entries()) {
    if (count === 0) continue;
    const height = (count / top) * plot.height;
    const bar = Math.min(width - gap, widestBar);
    const x = plot.x + (index + 0.5) * width - bar / 2;
    paper.rect(x, plot.y + plot.height - height, bar, height).fill(accent);
  }
  dates(
    sheet,
    plot,
    stretches.map(({ from }) => from),
  );
}

function hours(sheet: Sheet, transactions: readonly PackageTransaction[], frame: Frame) {
  const { paper, say } = sheet;
  const plot = plotIn({ ...frame, height: frame.height - 14 });
  const yOf = (hour: number) => plot.y + (hour / 24) * plot.height;
  for (const [from, until] of [
    [0, 6],
    [22, 24],
  ] as const) {
    paper.rect(plot.x, yOf(from), plot.width, yOf(until) - yOf(from)).fill(shade);
  }
  for (let hour = 0; hour <= 24; hour += 6) {
    level(sheet, plot, hour / 24, `${String(hour).padStart(2, '0')}:00`);
  }
  const across = placeInTime(transactions);
  const radius = transactions.length > 1000 ? 1.3 : 2;
  for (const transaction of transactions) {
    const spot = { x: plot.x + across(transaction) * plot.width, y: yOf(hourOf(transaction)) };
    mark(paper, spot, radius, transaction.status);
  }
  const sorted = transactions.map(({ date }) => date).sort();
  dates(sheet, plot, daysBetween(sorted[0] ?? '', sorted.at(-1) ?? ''));
  const statuses = new Set(transactions.map(({ status }) => status));
  const y = frame.y + frame.height - 10;
  for (const [index, status] of [...statuses].sort().reverse().entries()) {
    const x = plot.x + index * 150;
    mark(paper, { x: x + 3, y: y + 5 }, 2.4, status);
    const words = say(status === 'completed' ? pdfWords.completedMark : pdfWords.attemptedMark);
    drawText(sheet, words, { x: x + 10, y: y - 1, width: 130 }, axis);
  }
}

function mark(
  paper: Sheet['paper'],
  { x, y }: { x: number; y: number },
  radius: number,
  status: PackageTransaction['status'],
) {
  // A square: a circle would be drawn with four curves.
  const box = paper.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  if (status === 'completed') box.fill(accent);
  else box.lineWidth(0.8).strokeColor(warm).stroke();
}

const plotIn = ({ x, y, width, height }: Frame): Frame => ({
  x: x + axisWidth,
  y: y + 5,
  width: width - axisWidth,
  height: height - 22,
});

/** A line across at a height, with its value before it. */
function level(sheet: Sheet, plot: Frame, share: number, words: string) {
  const { paper } = sheet;
  const y = plot.y + share * plot.height;
  paper.lineWidth(0.4).strokeColor(rule);
  paper
    .moveTo(plot.x, y)
    .lineTo(plot.x + plot.width, y)
    .stroke();
  const spot = { x: plot.x - axisWidth, y: y - 5, width: axisWidth - 5, align: 'right' } as const;
  drawText(sheet, words, spot, axis);
}

/** As many dates below as have room. */
function dates(sheet: Sheet, plot: Frame, days: readonly string[]) {
  const every = Math.max(1, Math.ceil(days.length / 8));
  const width = plot.width / days.length;
  for (let index = 0; index < days.length; index += every) {
    const x = plot.x + index * width;
    if (index > 0 && x + 50 > plot.x + plot.width) break;
    sheet.paper.lineWidth(0.4).strokeColor(quiet);
    sheet.paper
      .moveTo(x, plot.y + plot.height)
      .lineTo(x, plot.y + plot.height + 3)
      .stroke();
    drawText(sheet, days[index] ?? '', { x, y: plot.y + plot.height + 4, width: 60 }, axis);
  }
}

const daysBetween = (from: string, until: string): string[] => {
  const days: string[] = [];
  for (
    let at = Date.parse(`${from}T00:00:00Z`);
    at <= Date.parse(`${until}T00:00:00Z`);
    at += 86_400_000
  ) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
};

/** 1, 2 or 5, times a power of ten: at most six lines. */
function stepFor(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) if (most / step <= 6) return step;
  }
}
