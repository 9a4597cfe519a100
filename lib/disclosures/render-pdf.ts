import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Language, Translated } from '../translated.ts';
import { labelRanges } from './labels.ts';
import type {
  DisclosurePackage,
  PackageIndicator,
  PackageParty,
  PackageTransaction,
  PossibleVictim,
} from './package.ts';
import {
  bullet,
  footers,
  heading,
  labelled,
  landscape,
  notice,
  type Paper,
  pageMargins,
  paragraph,
  small,
  subheading,
  table,
  title,
} from './pdf-layout.ts';
import { pdfWords } from './pdf-words.ts';
import { printable } from './printable.ts';

/** One document being written: where, and in whose language. */
type Pen = { paper: Paper; language: Language; say: (words: Translated) => string };

/**
 * The package as a document to read and print, in the recipient's language: letter paper, every page
 * numbered and bearing the reference. It shows what is in the package and nothing else, leaves out
 * sections that would be empty, and equal packages give equal bytes. The package itself stays the
 * complete version: an unusual detail of a transaction is in there only.
 */
export async function renderPdf(given: DisclosurePackage): Promise<Buffer> {
  const { language } = given.cover;
  const { held, changed } = drawable(given);
  const preparedAt = new Date(held.cover.preparedAt);
  const say = (words: Translated) => words[language];
  const paper = new PDFDocument({
    size: 'LETTER',
    margins: pageMargins,
    bufferPages: true,
    lang: language === 'fr' ? 'fr-CA' : 'en-CA',
    info: {
      Title: `${say(pdfWords.title)} ${held.disclosureId}`,
      CreationDate: preparedAt,
      ModDate: preparedAt,
    },
  });
  const bytes = buffer(paper);
  const pen = { paper, language, say };
  cover(pen, held, changed);
  paper.addPage();
  grounds(pen, held);
  possibleVictims(pen, held);
  parties(pen, held);
  accounts(pen, held);
  relationships(pen, held);
  indicators(pen, held);
  transactions(pen, held);
  reports(pen, held);
  footers(paper, {
    reference: held.disclosureId,
    warning: say(pdfWords.warning),
    page: say(pdfWords.page),
  });
  paper.end();
  return bytes;
}

/** The same package in letters that can be drawn, and whether any had to be replaced. */
function drawable(given: DisclosurePackage): { held: DisclosurePackage; changed: boolean } {
  let changed = false;
  const held: DisclosurePackage = JSON.parse(JSON.stringify(given), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const drawn = printable(value, given.cover.language);
    changed ||= drawn.changed;
    return drawn.text;
  });
  return { held, changed };
}

function cover({ paper, language, say }: Pen, held: DisclosurePackage, changed: boolean) {
  const { cover: page, disclosureId } = held;
  title(paper, say(pdfWords.title));
  const line = (label: Translated, value: string) => labelled(paper, say(label), value, language);
  line(pdfWords.recipient, page.recipient.name);
  line(pdfWords.reference, disclosureId);
  line(pdfWords.prepared, utcMinute(page.preparedAt));
  if (page.projectTag) line(pdfWords.project, page.projectTag);
  line(pdfWords.legalBasis, page.legalBasis);

  heading(paper, say(pdfWords.test));
  paragraph(paper, page.test);
  if (page.secondTest) {
    subheading(paper, say(pdfWords.secondTest));
    paragraph(paper, page.secondTest.test);
    paragraph(paper, page.secondTest.facts);
  }

  heading(paper, say(pdfWords.caveats));
  notice(paper, page.caveats);

  heading(paper, say(pdfWords.contents));
  const count = (label: Translated, number: number) => {
    if (number > 0) line(label, String(number));
  };
  count(pdfWords.possibleVictims, held.possibleVictims.length);
  count(pdfWords.parties, held.parties.length);
  count(pdfWords.payers, held.payersCounted);
  count(pdfWords.transactions, held.transactions.length);
  const dates = held.transactions.map(({ date }) => date).sort();
  const [first] = dates;
  if (first) line(pdfWords.period, betweenDays({ from: first, until: dates.at(-1) ?? first }, say));
  if (held.reportCounts.length > 0) line(pdfWords.reports, counted(held.reportCounts, 'type'));
  if (held.reporterCounts.length > 0) {
    line(pdfWords.reporters, counted(held.reporterCounts, 'category'));
  }
  small(paper, say(pdfWords.complete));
  if (changed) notice(paper, [say(pdfWords.replacedLetters)]);
}

function grounds({ paper, say }: Pen, { grounds: held }: DisclosurePackage) {
  heading(paper, say(pdfWords.grounds));
  paragraph(paper, held.statement);
}

function possibleVictims(pen: Pen, held: DisclosurePackage) {
  if (held.possibleVictims.length === 0) return;
  heading(pen.paper, pen.say(pdfWords.possibleVictims));
  notice(pen.paper, held.referrals);
  for (const party of held.possibleVictims) person(pen, party);
}

function parties(pen: Pen, held: DisclosurePackage) {
  if (held.parties.length === 0) return;
  heading(pen.paper, pen.say(pdfWords.parties));
  const rank = { subject: 0, unknown: 1, connected: 2 };
  for (const party of held.parties.toSorted((a, b) => rank[a.role] - rank[b.role])) {
    person(pen, party);
  }
}

function person({ paper, language, say }: Pen, party: PackageParty | PossibleVictim) {
  const name = party.names.join(' / ') || say(pdfWords.noneNamed);
  subheading(paper, `${party.label}  ${name} – ${say(pdfWords.roles[party.role])}`);
  for (const [field, words] of Object.entries(pdfWords.fields)) {
    const values = party[field as keyof typeof pdfWords.fields];
    if (values.length > 0) labelled(paper, say(words), values.join('; '), language);
  }
  for (const { type, number, issuer } of party.idDocuments) {
    const document = [`${type} ${number}`, issuer].filter(Boolean).join(', ');
    labelled(paper, say(pdfWords.idDocument), document, language);
  }
  for (const { number, place } of party.registrations) {
    const registered = [number, place].filter(Boolean).join(', ');
    labelled(paper, say(pdfWords.registration), registered, language);
  }
  for (const reason of party.reasons) bullet(paper, reason, 8);
}

function accounts({ paper, say }: Pen, held: DisclosurePackage) {
  if (held.accounts.length === 0) return;
  heading(paper, say(pdfWords.accounts));
  const { institution, branch, number, type, currency, opened, closed, holders } = pdfWords;
  const titles = [institution, branch, number, type, currency, opened, closed, holders].map(say);
  const widths = [66, 60, 96, 62, 46, 60, 60, 36];
  table(
    paper,
    [
      { title: '', width: 30 },
      ...titles.map((name, index) => ({ title: name, width: widths[index] ?? 60 })),
    ],
    held.accounts.map((account) => [
      account.label,
      account.institution,
      account.branch,
      account.number ?? say(pdfWords.withheld),
      account.type,
      account.currency,
      account.opened ?? '',
      account.closed ?? '',
      account.holders.join(', '),
    ]),
  );
}

function relationships({ paper, say }: Pen, held: DisclosurePackage) {
  if (held.relationships.length === 0) return;
  heading(paper, say(pdfWords.relationships));
  for (const { from, to, reason } of held.relationships) {
    bullet(paper, `${from}, ${to} – ${reason}`);
  }
}

/** Each indicator once, and under it whom it held for. */
function indicators(pen: Pen, held: DisclosurePackage) {
  if (held.indicators.length === 0) return;
  const { paper, language, say } = pen;
  heading(paper, say(pdfWords.indicators));
  for (const [name, found] of Map.groupBy(held.indicators, (indicator) => indicator.title)) {
    const [any] = found;
    subheading(paper, name);
    if (any) {
      paragraph(paper, any.means);
      labelled(paper, say(pdfWords.source), any.sources.join('; '), language);
    }
    for (const indicator of found) finding(pen, indicator);
  }
}

function finding({ paper, say }: Pen, indicator: PackageIndicator) {
  const { sentence, period, transactions: cited, otherPeriods } = indicator;
  const who = indicator.parties.join(', ');
  const when = period && `, ${betweenDays(period, say)}`;
  bullet(paper, `${who}${when ?? ''} – ${sentence}`);
  if (cited.length > 0) small(paper, `${say(pdfWords.rests)} ${labelRanges(cited)}`);
  const others = otherPeriods.map(
    (other) => `${betweenDays(other, say)} (${labelRanges(other.transactions)})`,
  );
  if (others.length > 0) small(paper, `${say(pdfWords.alsoHeld)} ${others.join('; ')}`);
}

function transactions({ paper, language, say }: Pen, held: DisclosurePackage) {
  if (held.transactions.length === 0) return;
  paper.addPage(landscape);
  heading(paper, say(pdfWords.transactions));
  const { when, transactionNumber, manner, amount, by, to, place, report } = pdfWords;
  table(
    paper,
    [
      { title: '', width: 30 },
      { title: say(when), width: 110 },
      { title: say(transactionNumber), width: 82 },
      { title: say(manner), width: 184 },
      { title: say(amount), width: 74, align: 'right' },
      { title: say(by), width: 64 },
      { title: say(to), width: 48 },
      { title: say(place), width: 76 },
      { title: say(report), width: 28 },
    ],
    held.transactions.map((transaction) => row(transaction, language, say)),
  );
}

function row(transaction: PackageTransaction, language: Language, say: Pen['say']): string[] {
  const { starts, completions, payers } = transaction;
  const movements = [...starts, ...completions];
  const { location, city, province, country } = transaction.placeOfBusiness;
  const named = starts.flatMap(({ conductors }) =>
    conductors.map(({ party, onBehalfOf }) =>
      [party, ...onBehalfOf.map((behalf) => `${say(pdfWords.onBehalfOf)} ${behalf.party}`)].join(
        ' ',
      ),
    ),
  );
  const devices = starts.flatMap(({ conductors }) =>
    conductors.flatMap(({ deviceType }) => deviceType ?? []),
  );
  const manner = [
    `${transaction.method}, ${unique(
      movements.map((movement) => movement.manner),
      '; ',
    )}`,
    unique(devices),
    transaction.purpose && `${say(pdfWords.purpose)} ${transaction.purpose}`,
    transaction.status === 'attempted' && say(pdfWords.attempted),
    transaction.reasonNotCompleted,
  ];
  const payersWords = say(payers === 1 ? pdfWords.onePayer : pdfWords.severalPayers);
  return [
    transaction.label,
    `${transaction.date} ${transaction.localTime.replace(/(Z|[+-]\d\d:\d\d)$/, ' $1')}`,
    transaction.number,
    manner.filter(Boolean).join('; '),
    unique(
      movements.map((movement) => `${grouped(movement.amount, language)} ${movement.currency}`),
      '; ',
    ),
    [
      unique([...named, ...starts.flatMap(({ account }) => account ?? [])]),
      payers > 0 && `${payers} ${payersWords}`,
    ]
      .filter(Boolean)
      .join(', '),
    unique(
      completions.flatMap(({ beneficiaries, account }) => [
        ...beneficiaries,
        ...(account ? [account] : []),
      ]),
    ),
    [city, province, country, location].filter(Boolean).join(', '),
    transaction.report,
  ];
}

function reports({ paper, language, say }: Pen, held: DisclosurePackage) {
  if (held.reports.length === 0) return;
  paper.addPage();
  heading(paper, say(pdfWords.reportsAsFiled));
  for (const { label, type, filedOn, reporterCategory, narrative, actionTaken } of held.reports) {
    subheading(paper, `${label}  ${type}, ${filedOn}, ${reporterCategory}`);
    if (narrative) {
      small(paper, say(pdfWords.asFiled[narrative.language]));
      paragraph(paper, narrative.text);
    }
    if (actionTaken) labelled(paper, say(pdfWords.action), actionTaken, language);
  }
}

const unique = (values: readonly string[], separator = ', '): string =>
  [...new Set(values)].join(separator);

const counted = <K extends string>(
  counts: readonly (Record<K, string> & { count: number })[],
  name: K,
): string => counts.map((one) => `${one.count} × ${one[name]}`).join('; ');

const betweenDays = ({ from, until }: { from: string; until: string }, say: Pen['say']): string =>
  from === until ? from : `${from} ${say(pdfWords.until)} ${until}`;

/** "2026-11-23 23:37 UTC". */
const utcMinute = (at: string): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** "1,640.00" or "1 640,00": the digits as filed, none rounded. */
function grouped(amount: string, language: Language): string {
  const [whole = '', fraction] = amount.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u00a0' : ',');
  return [separated, fraction].filter(Boolean).join(language === 'fr' ? ',' : '.');
}
