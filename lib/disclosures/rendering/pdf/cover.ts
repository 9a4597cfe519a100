import type { Translated } from '../../../translated.ts';
import type { FrozenPackage } from '../read-frozen.ts';
import {
  bullets,
  heading,
  labelled,
  notice,
  paragraph,
  small,
  subheading,
  title,
} from './blocks.ts';
import { holdsNumbers } from './drawable-text.ts';
import { betweenDays } from './periods.ts';
import { demandRoom, type Element, element, type Sheet } from './sheet.ts';
import { pdfWords } from './words.ts';

export type ContentsPlace = { into: Element; page: number; y: number };
export const contentsLine = 12;
/** There are at most nine sections, in two columns. */
export const contentsRows = 5;

/**
 * For whom, under which test, with which caveats, and what is inside.
 *
 * @returns the place for the table of contents, whose pages are known only at the end.
 */
export function cover(sheet: Sheet, { held, packageDigest }: FrozenPackage): ContentsPlace {
  const { say } = sheet;
  const { cover: page, disclosureId } = held;
  title(sheet, say(pdfWords.title));
  labelled(sheet, [
    [say(pdfWords.recipient), page.recipient.name],
    [say(pdfWords.reference), disclosureId],
    [say(pdfWords.prepared), utcMinute(page.preparedAt)],
    ...(page.projectTag ? [[say(pdfWords.project), page.projectTag] as const] : []),
    [say(pdfWords.legalBasis), page.legalBasis],
    [say(pdfWords.digest), packageDigest],
  ]);
  if (held.amendment) {
    const { amends, first, words, effect } = held.amendment;
    const title = effect === 'withdraws' ? pdfWords.withdrawal : pdfWords.amendment;
    heading(sheet, say(title), 'part');
    labelled(sheet, [
      [say(pdfWords.amends), amends],
      ...(first === amends ? [] : [[say(pdfWords.firstPackage), first] as const]),
    ]);
    bullets(sheet, words);
  }
  heading(sheet, say(pdfWords.caveats), 'part');
  notice(sheet, page.caveats);
  // What is withdrawn does not meet it any more.
  if (held.amendment?.effect !== 'withdraws') legalTest(sheet, page);
  heading(sheet, say(pdfWords.contents), 'part');
  labelled(sheet, contentsOf(sheet, held));
  small(sheet, say(pdfWords.complete));
  if (holdsNumbers(JSON.stringify(held))) small(sheet, say(pdfWords.numberedLetters));
  demandRoom(sheet, contentsRows * contentsLine + 32);
  heading(sheet, say(pdfWords.sections), 'part');
  const { paper } = sheet;
  const place = { page: paper.bufferedPageRange().count - 1, y: paper.y };
  paper.y += contentsRows * contentsLine;
  return { into: element(sheet, 'TOC'), ...place };
}

function legalTest(sheet: Sheet, { test, secondTest }: FrozenPackage['held']['cover']) {
  const { say } = sheet;
  heading(sheet, say(pdfWords.test), 'part');
  paragraph(sheet, test);
  if (!secondTest) return;
  subheading(sheet, say(pdfWords.secondTest));
  paragraph(sheet, secondTest.test);
  paragraph(sheet, secondTest.facts);
}

function contentsOf({ say }: Sheet, held: FrozenPackage['held']): [string, string][] {
  const count = (label: Translated, number: number): [string, string][] =>
    number > 0 ? [[say(label), String(number)]] : [];
  const dates = held.transactions.map(({ date }) => date).sort();
  const [from, until] = [dates[0], dates.at(-1)];
  const counted = (counts: readonly { name: string; count: number }[]) =>
    counts.map((one) => `${one.count} × ${one.name}`).join('; ');
  const reports = counted(held.reportCounts.map(({ type, count }) => ({ name: type, count })));
  const reporters = counted(
    held.reporterCounts.map(({ category, count }) => ({ name: category, count })),
  );
  return [
    ...count(pdfWords.possibleVictims, held.possibleVictims.length),
    ...count(
      held.possibleVictims.length > 0 ? pdfWords.otherParties : pdfWords.parties,
      held.parties.length,
    ),
    ...count(pdfWords.payers, held.payersCounted),
    ...count(pdfWords.transactions, held.transactions.length),
    ...(from && until
      ? [[say(pdfWords.period), betweenDays({ from, until }, say)] as [string, string]]
      : []),
    ...(reports ? [[say(pdfWords.reports), reports] as [string, string]] : []),
    ...(reporters ? [[say(pdfWords.reporters), reporters] as [string, string]] : []),
  ];
}

/** "2026-11-23 23:37 UTC". */
const utcMinute = (at: string): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
