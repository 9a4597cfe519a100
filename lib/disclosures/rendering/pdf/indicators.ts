import { labelRanges, sortedLabels } from '../../labels.ts';
import type { DisclosurePackage, PackageIndicator } from '../../package.ts';
import { below, bullets, heading, heightOf, paragraph, subheading } from './blocks.ts';
import { betweenDays } from './periods.ts';
import { demandRoom, type Sheet, upright } from './sheet.ts';
import { filled, pdfWords } from './words.ts';

/** Each indicator once, in words, with its published sources, and under it whom it held for. */
export function indicators(sheet: Sheet, held: DisclosurePackage) {
  if (held.indicators.length === 0) return;
  const { say } = sheet;
  upright(sheet);
  const byTitle = Map.groupBy(held.indicators, (indicator) => indicator.title);
  const all = [...byTitle.values()].map(joined);
  heading(sheet, say(pdfWords.indicators), 'section', 30 + startHeight(sheet, all[0]?.[0]));
  for (const found of all) indicator(sheet, found);
}

/** What says the same of several parties, and rests on no transactions, is told once of all of them. */
function joined(found: readonly PackageIndicator[]): PackageIndicator[] {
  const keyOf = (one: PackageIndicator, index: number) =>
    one.transactions.length + one.otherPeriods.length > 0 ? String(index) : `: ${one.sentence}`;
  return [...Map.groupBy(found, keyOf).values()].flatMap(([first, ...others]) => {
    const parties = others.flatMap((other) => other.parties);
    return first ? [{ ...first, parties: sortedLabels([...first.parties, ...parties]) }] : [];
  });
}

/** @param found whom it held for; the first of them stands on the page of the heading. */
function indicator(sheet: Sheet, [first, ...others]: readonly PackageIndicator[]) {
  if (!first) return;
  subheading(sheet, first.title, { below: startHeight(sheet, first) });
  paragraph(sheet, first.means);
  paragraph(sheet, sourcesOf(sheet, first));
  for (const one of [first, ...others]) finding(sheet, one);
}

const sourcesOf = ({ say }: Sheet, { sources }: PackageIndicator): string =>
  filled(say(pdfWords.sources), { sources: sources.join('; ') });

/** What it means, its sources and the first finding. */
const startHeight = (sheet: Sheet, first: PackageIndicator | undefined): number =>
  first
    ? heightOf.paragraph(sheet, first.means) +
      heightOf.paragraph(sheet, sourcesOf(sheet, first)) +
      findingHeight(sheet, first)
    : 0;

/** Whom it held for and when, with what it rests on below, on the same page unless that is long. */
function finding(sheet: Sheet, indicator: PackageIndicator) {
  const { sentence, rests, alsoHeld } = inWords(sheet, indicator);
  demandRoom(sheet, findingHeight(sheet, indicator));
  bullets(sheet, [sentence]);
  if (rests) below(sheet, rests);
  if (alsoHeld) below(sheet, alsoHeld);
}

/** At most so much is kept together. */
const most = 130;

function findingHeight(sheet: Sheet, indicator: PackageIndicator): number {
  const { sentence, rests, alsoHeld } = inWords(sheet, indicator);
  const further = [rests, alsoHeld].map((text) => (text ? heightOf.below(sheet, text) : 0));
  const whole = further.reduce((sum, height) => sum + height, heightOf.bullet(sheet, sentence) + 2);
  return Math.min(whole, most);
}

function inWords({ say }: Sheet, indicator: PackageIndicator) {
  const { sentence, period, transactions: cited, otherPeriods, parties } = indicator;
  const when = period && `, ${betweenDays(period, say)}`;
  const others = otherPeriods.map(
    (other) => `${betweenDays(other, say)} (${labelRanges(other.transactions)})`,
  );
  return {
    sentence: `${parties.join(', ')}${when ?? ''} – ${sentence}`,
    rests: cited.length > 0 && `${say(pdfWords.rests)} ${labelRanges(cited)}`,
    alsoHeld: others.length > 0 && `${say(pdfWords.alsoHeld)} ${others.join('; ')}`,
  };
}
