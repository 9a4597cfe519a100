import { labelRanges } from '../../labels.ts';
import type { DisclosurePackage, PackageIndicator } from '../../package.ts';
import { bullets, heading, labelled, paragraph, small, subheading } from './blocks.ts';
import { betweenDays } from './periods.ts';
import { type Sheet, upright } from './sheet.ts';
import { pdfWords } from './words.ts';

/** Each indicator once, in words, with its published sources, and under it whom it held for. */
export function indicators(sheet: Sheet, held: DisclosurePackage) {
  if (held.indicators.length === 0) return;
  const { say } = sheet;
  upright(sheet);
  heading(sheet, say(pdfWords.indicators));
  for (const [name, found] of Map.groupBy(held.indicators, (indicator) => indicator.title)) {
    const [any] = found;
    subheading(sheet, name);
    if (any) {
      paragraph(sheet, any.means);
      labelled(sheet, [[say(pdfWords.source), any.sources.join('; ')]]);
    }
    for (const indicator of found) finding(sheet, indicator);
  }
}

function finding(sheet: Sheet, indicator: PackageIndicator) {
  const { say } = sheet;
  const { sentence, period, transactions: cited, otherPeriods } = indicator;
  const who = indicator.parties.join(', ');
  const when = period && `, ${betweenDays(period, say)}`;
  bullets(sheet, [`${who}${when ?? ''} – ${sentence}`]);
  if (cited.length > 0) small(sheet, `${say(pdfWords.rests)} ${labelRanges(cited)}`);
  const others = otherPeriods.map(
    (other) => `${betweenDays(other, say)} (${labelRanges(other.transactions)})`,
  );
  if (others.length > 0) small(sheet, `${say(pdfWords.alsoHeld)} ${others.join('; ')}`);
}
