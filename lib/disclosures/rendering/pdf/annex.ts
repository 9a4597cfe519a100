import type { DisclosurePackage } from '../../package.ts';
import { heading, labelled, paragraph, small, subheading } from './blocks.ts';
import { newPage, type Sheet } from './sheet.ts';
import { pdfWords } from './words.ts';

/** The reports with their grounds and the action taken, as filed and in their language. */
export function annex(sheet: Sheet, { reports }: DisclosurePackage) {
  if (reports.length === 0) return;
  const { say } = sheet;
  newPage(sheet, 'portrait');
  heading(sheet, say(pdfWords.annex));
  small(sheet, say(pdfWords.annexIntro));
  for (const { label, type, filedOn, reporterCategory, narrative, actionTaken } of reports) {
    subheading(sheet, `${label}  ${type}, ${filedOn}, ${reporterCategory}`);
    if (narrative) {
      small(sheet, say(pdfWords.asFiled[narrative.language]), 1);
      paragraph(sheet, narrative.text);
    }
    if (actionTaken) labelled(sheet, [[say(pdfWords.action), actionTaken]]);
    if (!narrative && !actionTaken) small(sheet, say(pdfWords.noText));
  }
}
