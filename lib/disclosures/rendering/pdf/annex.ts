import type { DisclosurePackage, PackageReport } from '../../package.ts';
import { bullets, heading, heightOf, labelled, paragraph, small, subheading } from './blocks.ts';
import { type Sheet, upright } from './sheet.ts';
import { filled, pdfWords } from './words.ts';

/** The reports with their grounds and the action taken, as filed and in their language. */
export function annex(sheet: Sheet, { reports, cover, possibleVictims }: DisclosurePackage) {
  const [first] = reports;
  if (!first) return;
  const { say } = sheet;
  upright(sheet);
  heading(sheet, say(pdfWords.annex), 'section', 60 + startHeight(sheet, first));
  // With possible victims, the text of reports goes to police services only.
  if (cover.secondTest && possibleVictims.length > 0) {
    small(sheet, say(pdfWords.textsWithheld));
    bullets(
      sheet,
      reports.map((report) => titleOf(sheet, report)),
    );
    return;
  }
  small(sheet, say(pdfWords.annexIntro));
  for (const report of reports) one(sheet, report);
}

/** "R1  suspicious transaction report, filed 2026-11-20, bank". */
function titleOf({ say, language }: Sheet, report: PackageReport): string {
  const { narrative } = report;
  const about = [
    report.type,
    filled(say(pdfWords.filedOn), { date: report.filedOn }),
    report.reporterCategory,
    ...(narrative && narrative.language !== language
      ? [say(pdfWords.filedIn[narrative.language])]
      : []),
  ];
  return `${report.label}  ${about.join(', ')}`;
}

/** A text of few lines is not parted from its heading. */
const startHeight = (sheet: Sheet, { narrative }: PackageReport): number =>
  narrative ? Math.min(120, heightOf.paragraph(sheet, narrative.text)) : 20;

function one(sheet: Sheet, report: PackageReport) {
  const { say, language } = sheet;
  const { narrative, actionTaken } = report;
  subheading(sheet, titleOf(sheet, report), { below: startHeight(sheet, report) });
  if (narrative) {
    const lang = narrative.language === language ? undefined : `${narrative.language}-CA`;
    paragraph(sheet, narrative.text, lang);
  }
  if (actionTaken) labelled(sheet, [[say(pdfWords.action), actionTaken]]);
  if (!narrative && !actionTaken) small(sheet, say(pdfWords.noText));
}
