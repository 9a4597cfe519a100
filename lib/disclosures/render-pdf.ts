import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Translated } from '../translated.ts';
import type {
  DisclosurePackage,
  PackageParty,
  PackageTransaction,
  PossibleVictim,
} from './package.ts';
import { pdfWords } from './pdf-words.ts';

type Paper = PDFKit.PDFDocument;
type Say = (words: Translated) => string;

const ink = '#1b1f24';
const quiet = '#57606a';
const margin = 48;

/**
 * The package as a document to read and print, in the recipient's language: letter paper, every page
 * numbered and bearing the reference. It shows what is in the package and nothing else, and equal
 * packages give equal bytes.
 */
export async function renderPdf(held: DisclosurePackage): Promise<Buffer> {
  const say: Say = (words) => words[held.cover.language];
  const paper = new PDFDocument({
    size: 'LETTER',
    margin,
    bufferPages: true,
    lang: held.cover.language === 'fr' ? 'fr-CA' : 'en-CA',
    info: {
      Title: `${say(pdfWords.title)} ${held.disclosureId}`,
      CreationDate: new Date(held.cover.preparedAt),
      ModDate: new Date(held.cover.preparedAt),
    },
  });
  const bytes = buffer(paper);
  paper.fillColor(ink);
  cover(paper, held, say);
  grounds(paper, held, say);
  people(paper, held, say);
  relationships(paper, held, say);
  indicators(paper, held, say);
  transactions(paper, held, say);
  reports(paper, held, say);
  numberPages(paper, held, say);
  paper.end();
  return bytes;
}

function cover(paper: Paper, { cover: page, disclosureId }: DisclosurePackage, say: Say) {
  paper.font('Helvetica-Bold').fontSize(20).text(say(pdfWords.title));
  paper.moveDown(0.6);
  line(paper, say(pdfWords.recipient), page.recipient.name);
  line(paper, say(pdfWords.reference), disclosureId);
  line(paper, say(pdfWords.prepared), page.preparedAt);
  if (page.projectTag) line(paper, '', page.projectTag);
  line(paper, say(pdfWords.legalBasis), page.legalBasis);
  body(paper, page.test);
  if (page.secondTest) body(paper, `${page.secondTest.test} ${page.secondTest.facts}`);
  heading(paper, say(pdfWords.caveats));
  for (const caveat of page.caveats) bullet(paper, caveat);
}

function grounds(paper: Paper, { grounds: held }: DisclosurePackage, say: Say) {
  heading(paper, say(pdfWords.grounds));
  body(paper, held.statement);
  if (held.facts.length === 0) return;
  heading(paper, say(pdfWords.facts));
  for (const fact of held.facts) bullet(paper, fact);
}

function people(paper: Paper, held: DisclosurePackage, say: Say) {
  if (held.possibleVictims.length > 0) {
    heading(paper, say(pdfWords.possibleVictims));
    for (const party of held.possibleVictims) person(paper, party, say);
    heading(paper, say(pdfWords.referrals));
    for (const referral of held.referrals) bullet(paper, referral);
  }
  heading(paper, say(pdfWords.parties));
  for (const party of held.parties) person(paper, party, say);
  heading(paper, say(pdfWords.accounts));
  for (const { label, institution, branch, number, type, currency, holders } of held.accounts) {
    const name = [institution, branch, number].filter(Boolean).join('-');
    bullet(paper, `${label}  ${name} (${type}, ${currency}): ${holders.join(', ')}`);
  }
}

function person(paper: Paper, party: PackageParty | PossibleVictim, say: Say) {
  const name = party.names.join(' / ') || say(pdfWords.noneNamed);
  paper.moveDown(0.4).font('Helvetica-Bold').fontSize(10);
  paper.text(`${party.label}  ${name} — ${say(pdfWords.roles[party.role])}`);
  for (const [field, words] of Object.entries(pdfWords.fields)) {
    const values = party[field as keyof typeof pdfWords.fields];
    if (values.length > 0) line(paper, say(words), values.join('; '));
  }
  for (const { type, number, issuer } of party.idDocuments) {
    line(paper, type, [number, issuer].filter(Boolean).join(', '));
  }
  for (const reason of party.reasons) bullet(paper, reason);
}

function relationships(paper: Paper, held: DisclosurePackage, say: Say) {
  if (held.relationships.length === 0) return;
  heading(paper, say(pdfWords.relationships));
  for (const { from, to, reason } of held.relationships) {
    bullet(paper, `${from} – ${to}: ${reason}`);
  }
}

function indicators(paper: Paper, held: DisclosurePackage, say: Say) {
  heading(paper, say(pdfWords.indicators));
  for (const indicator of held.indicators) {
    paper.moveDown(0.4).font('Helvetica-Bold').fontSize(10).text(indicator.title);
    body(paper, indicator.means);
    body(paper, `${indicator.parties.join(', ')}: ${indicator.sentence}`);
    line(paper, say(pdfWords.source), indicator.sources.join('; '));
    line(paper, say(pdfWords.rests), indicator.transactions.join(', '));
  }
}

function transactions(paper: Paper, held: DisclosurePackage, say: Say) {
  paper.addPage();
  heading(paper, say(pdfWords.transactions));
  paper.font('Helvetica').fontSize(7);
  const { when, manner, amount, who, account, place, report } = pdfWords;
  const columns = [when, manner, amount, who, account, place, report].map(say);
  paper.table({
    columnStyles: [28, 92, 110, 62, 62, 52, '*', 34],
    rowStyles: (row) => ({ padding: 2, ...(row === 0 && { backgroundColor: '#eaeef2' }) }),
    defaultStyle: { borderColor: '#d0d7de', border: 0.5 },
    data: [['', ...columns], ...held.transactions.map((transaction) => row(transaction, say))],
  });
  paper.moveDown();
  line(paper, say(pdfWords.payers), String(held.payersCounted));
}

function row(transaction: PackageTransaction, say: Say): string[] {
  const movements = [...transaction.starts, ...transaction.completions];
  const parties = [
    ...transaction.starts.flatMap(({ conductors }) => conductors.map(({ party }) => party)),
    ...transaction.completions.flatMap(({ beneficiaries }) => beneficiaries),
  ];
  const { location, city, province, country } = transaction.placeOfBusiness;
  const attempted = transaction.status === 'attempted' ? ` (${say(pdfWords.attempted)})` : '';
  return [
    transaction.label,
    `${transaction.date} ${transaction.localTime}`,
    `${transaction.method}: ${movements.map(({ manner }) => manner).join(' → ')}${attempted}`,
    unique(movements.map(({ amount, currency }) => `${amount} ${currency}`)),
    unique(parties),
    unique(movements.flatMap(({ account }) => account ?? [])),
    [city, province, country, location].filter(Boolean).join(', '),
    transaction.report,
  ];
}

function reports(paper: Paper, held: DisclosurePackage, say: Say) {
  paper.addPage();
  heading(paper, say(pdfWords.reports));
  for (const { label, type, filedOn, reporterCategory, narrative, actionTaken } of held.reports) {
    paper.moveDown(0.4).font('Helvetica-Bold').fontSize(10);
    paper.text(`${label}  ${type}, ${filedOn}, ${reporterCategory}`);
    if (narrative) body(paper, narrative.text);
    if (actionTaken) line(paper, say(pdfWords.action), actionTaken);
  }
}

function numberPages(paper: Paper, { disclosureId }: DisclosurePackage, say: Say) {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(page);
    paper.page.margins.bottom = 0;
    paper.font('Helvetica').fontSize(8).fillColor(quiet);
    const footer = `${disclosureId}   ${say(pdfWords.page)} ${page + 1} / ${count}`;
    paper.text(footer, margin, paper.page.height - 30, { lineBreak: false });
  }
}

const unique = (values: string[]): string => [...new Set(values)].join(', ');

function heading(paper: Paper, text: string) {
  // A heading alone at the foot of a page leads nowhere.
  if (paper.y > paper.page.height - 110) paper.addPage();
  paper.moveDown(1).font('Helvetica-Bold').fontSize(13).text(text, margin);
  paper.moveDown(0.3).font('Helvetica').fontSize(10);
}

const body = (paper: Paper, text: string) =>
  paper.font('Helvetica').fontSize(10).text(text, margin).moveDown(0.2);

const bullet = (paper: Paper, text: string) =>
  paper.font('Helvetica').fontSize(10).text(`•  ${text}`, margin, paper.y, { indent: 0 });

function line(paper: Paper, label: string, value: string) {
  paper.font('Helvetica').fontSize(10);
  if (label) paper.fillColor(quiet).text(`${label}: `, margin, paper.y, { continued: true });
  paper.fillColor(ink).text(value);
}
