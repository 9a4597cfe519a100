import type { DisclosurePackage } from '../../package.ts';
import { type Flow, moneyFlows, type Place } from '../money-flow.ts';
import { decimal, grouped, isStated, noTotals, plus, type Total } from '../totals.ts';
import { heading, small, subheading } from './blocks.ts';
import { namesByLabel } from './parties.ts';
import { type Sheet, upright } from './sheet.ts';
import { startHeight, table } from './table.ts';
import { filled, pdfWords } from './words.ts';

/** Who paid whom how much: one table for each currency, its largest flow first, with bars to compare. */
export function moneyFlow(sheet: Sheet, held: DisclosurePackage) {
  const flows = moneyFlows(held);
  if (flows.length === 0) return;
  const { say, language } = sheet;
  const attempted = held.transactions.filter(({ status }) => status === 'attempted').length;
  upright(sheet);
  heading(sheet, say(pdfWords.flow));
  small(sheet, filled(say(pdfWords.flowIntro), { attempted }));
  const inWords = placesInWords(sheet, held);
  for (const [currency, found] of Map.groupBy(flows, ({ total }) => total.currency)) {
    const largest = found[0]?.total;
    const columns = [
      { title: say(pdfWords.from), share: 186 },
      { title: say(pdfWords.into), share: 186 },
      { title: say(pdfWords.count), fit: 48, align: 'right' },
      { title: say(pdfWords.sum), fit: 130, align: 'right' },
      { title: say(pdfWords.share), share: 62 },
    ] as const;
    const rows = found.map((flow) => [
      inWords(flow.from),
      inWords(flow.to),
      String(flow.transactions.length),
      grouped(decimal(flow.total), language),
      largest ? shareOf(flow.total, largest) : 0,
    ]);
    const sum = sumOf(found);
    const total = sum ? grouped(decimal(sum), language) : '';
    const words = isStated(currency) ? pdfWords.flowIn : pdfWords.flowNotStated;
    subheading(sheet, filled(say(words), { currency, total }), {
      below: startHeight(sheet, columns, rows),
    });
    table(sheet, columns, rows);
  }
}

const sumOf = (flows: readonly Flow[]): Total | undefined => {
  const sums = flows.reduce(
    (sum, { total }) => plus(sum, decimal(total), total.currency),
    noTotals,
  );
  return [...sums.values()][0];
};

/** For the length of a bar only: sums themselves are never floating. */
const shareOf = (part: Total, whole: Total): number =>
  whole.units === 0n ? 0 : Number(decimal(part)) / Number(decimal(whole));

function placesInWords({ say }: Sheet, held: DisclosurePackage): (place: Place) => string {
  const named = namesByLabel(held);
  const holders = new Map(held.accounts.map((account) => [account.label, account.holders]));
  const account = (label: string) => {
    const theirs = holders.get(label) ?? [];
    const words = filled(say(pdfWords.accountOf), { account: label });
    return theirs.length > 0
      ? `${words}, ${say(pdfWords.heldBy)} ${theirs.map(named).join(', ')}`
      : words;
  };
  return (place) => {
    if (place.kind === 'payers') return say(pdfWords.payersNotNamed);
    if (place.kind === 'manner') return `${say(pdfWords.notSaid)} (${place.manner})`;
    return place.labels.map(place.kind === 'account' ? account : named).join(', ');
  };
}
