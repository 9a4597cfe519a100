import { buffer } from 'node:stream/consumers';
import type { DisclosurePackage } from '../../package.ts';
import type { FrozenPackage } from '../read-frozen.ts';
import { annex } from './annex.ts';
import { bullets, heading, paragraph, sectionName, subheading } from './blocks.ts';
import { type ContentsPlace, contentsLine, contentsRows, cover } from './cover.ts';
import { drawableText } from './drawable-text.ts';
import { indicators } from './indicators.ts';
import { linkChart } from './link-chart.ts';
import { moneyFlow } from './money-flow-section.ts';
import { parties } from './parties.ts';
import {
  artifact,
  bodyWidth,
  drawText,
  element,
  left,
  newPage,
  newSheet,
  quiet,
  rule,
  type Sheet,
} from './sheet.ts';
import { timeline } from './timeline.ts';
import { transactionTable } from './transaction-table.ts';
import { pdfWords } from './words.ts';

/**
 * The package as a document to read and print, in the recipient's language: letter paper, tagged for
 * screen readers, every page numbered and bearing the reference and the digest of the frozen bytes. It
 * shows what is in the package and nothing else, leaves out sections that would be empty, and equal
 * packages give equal bytes on every machine.
 */
export async function renderPdf({ held: given, packageDigest }: FrozenPackage): Promise<Buffer> {
  const held = drawable(given);
  const { language, preparedAt } = held.cover;
  const title = `${pdfWords.title[language]} ${held.disclosureId}`;
  const sheet = newSheet(language, { title, at: preparedAt });
  const bytes = buffer(sheet.paper);
  const document = sheet.section;
  newPage(sheet, 'portrait');
  const contents = within(sheet, () => cover(sheet, { held, packageDigest }));
  if (contents.page === 0) newPage(sheet, 'portrait');
  within(sheet, () => grounds(sheet, held));
  within(sheet, () => parties(sheet, held));
  within(sheet, () => linkChart(sheet, held));
  within(sheet, () => moneyFlow(sheet, held));
  within(sheet, () => timeline(sheet, held));
  within(sheet, () => transactionTable(sheet, held));
  within(sheet, () => indicators(sheet, held));
  within(sheet, () => annex(sheet, held));
  tableOfContents(sheet, contents);
  footers(sheet, { reference: held.disclosureId, packageDigest });
  document.end();
  sheet.paper.end();
  return bytes;
}

/** Everything written meanwhile is one section of the document. */
function within<T>(sheet: Sheet, write: () => T): T {
  const outer = sheet.section;
  sheet.section = element(sheet, 'Sect');
  const written = write();
  sheet.section = outer;
  return written;
}

/** The same package in letters that can be drawn. */
const drawable = (given: DisclosurePackage): DisclosurePackage =>
  JSON.parse(JSON.stringify(given), (_, value: unknown) =>
    typeof value === 'string' ? drawableText(value) : value,
  );

/** The facts are those of the indicators, which have a section of their own. */
function grounds(sheet: Sheet, { grounds: held, indicators: told }: DisclosurePackage) {
  heading(sheet, sheet.say(pdfWords.grounds));
  paragraph(sheet, held.statement);
  if (told.length > 0 || held.facts.length === 0) return;
  subheading(sheet, sheet.say(pdfWords.facts));
  bullets(sheet, held.facts);
}

const entry = { size: 9 };
const columnGap = 28;

/** On the cover, where the sections are, with links to them. The room for them was left there. */
function tableOfContents(sheet: Sheet, { into: contents, page: place, y: top }: ContentsPlace) {
  const { paper, sections } = sheet;
  paper.switchToPage(place);
  const width = (bodyWidth(sheet) - columnGap) / 2;
  for (const [index, { title, page }] of sections.entries()) {
    const x = left(sheet) + Math.floor(index / contentsRows) * (width + columnGap);
    const y = top + (index % contentsRows) * contentsLine;
    const into = element(sheet, 'TOCI', { under: contents });
    const link = element(sheet, 'Link', { under: into });
    link.add(() => {
      drawText(sheet, title, { x, y, width: width - 24 }, entry);
      drawText(sheet, String(page + 1), { x, y, width, align: 'right' }, entry);
    });
    // What is a text in the file has to be an object; a plain string would be a name.
    const options = { structParent: link, Contents: Object(`${title}, ${page + 1}`) };
    paper.goTo(x, y, width, contentsLine, sectionName(index), options as AnnotationOptions);
    link.end();
    into.end();
  }
  contents.end();
}
/** Its types know nothing of the place in the structure. */
type AnnotationOptions = Parameters<PDFKit.PDFDocument['goTo']>[5];

/** On every page, what it belongs to, a warning and its number. */
function footers(
  sheet: Sheet,
  { reference, packageDigest }: { reference: string; packageDigest: string },
) {
  const { paper, say } = sheet;
  const { count } = paper.bufferedPageRange();
  const style = { size: 7.5, colour: quiet };
  for (let index = 0; index < count; index += 1) {
    paper.switchToPage(index);
    const y = paper.page.height - 62;
    const width = bodyWidth(sheet);
    const x = left(sheet);
    artifact(
      sheet,
      () => {
        paper
          .lineWidth(0.5)
          .strokeColor(rule)
          .moveTo(x, y)
          .lineTo(x + width, y)
          .stroke();
        drawText(sheet, `${reference}   ${say(pdfWords.warning)}`, { x, y: y + 6, width }, style);
        drawText(sheet, `SHA-256 ${packageDigest}`, { x, y: y + 17, width }, style);
        const number = `${say(pdfWords.page)} ${index + 1} ${say(pdfWords.of)} ${count}`;
        drawText(sheet, number, { x, y: y + 6, width, align: 'right' }, { ...style, face: 'bold' });
      },
      'Pagination',
    );
  }
}
