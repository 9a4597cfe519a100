import { labelRanges } from '../../labels.ts';
import type { DisclosurePackage, PackageParty, PossibleVictim } from '../../package.ts';
import { bullets, fine, heading, labelled, notice, small, subheading } from './blocks.ts';
import { isolated } from './drawable-text.ts';
import type { Sheet } from './sheet.ts';
import { table } from './table.ts';
import { pdfWords } from './words.ts';

/** Parties with their roles; possible victims in a section of their own, before them. */
export function parties(sheet: Sheet, held: DisclosurePackage) {
  const { say } = sheet;
  if (held.possibleVictims.length > 0) {
    heading(sheet, say(pdfWords.possibleVictims));
    notice(sheet, held.referrals);
    for (const party of held.possibleVictims) person(sheet, party);
  }
  if (held.parties.length > 0) {
    heading(sheet, say(pdfWords.parties));
    const rank = { subject: 0, unknown: 1, connected: 2 };
    for (const party of held.parties.toSorted((a, b) => rank[a.role] - rank[b.role])) {
      person(sheet, party);
    }
  }
  accounts(sheet, held);
}

function person(sheet: Sheet, party: PackageParty | PossibleVictim) {
  const { say } = sheet;
  const name = listed(party.names) || say(pdfWords.noneNamed);
  subheading(sheet, `${party.label}  ${name} – ${say(pdfWords.roles[party.role])}`);
  const fields = Object.entries(pdfWords.fields).map(
    ([field, words]) => [say(words), listed(party[field as keyof typeof pdfWords.fields])] as const,
  );
  const documents = party.idDocuments.map(
    ({ type, number, issuer }) =>
      [
        say(pdfWords.idDocument),
        [`${type} ${isolated(number)}`, issuer].filter(Boolean).join(', '),
      ] as const,
  );
  const registrations = party.registrations.map(
    ({ number, place }) =>
      [say(pdfWords.registration), [isolated(number), place].filter(Boolean).join(', ')] as const,
  );
  // Reasons cite their transactions themselves.
  const cited = party.reasons.length > 0 ? [] : party.transactions;
  const played = [say(pdfWords.playsPart), labelRanges(cited)] as const;
  labelled(
    sheet,
    [...fields, ...documents, ...registrations, played].filter(([, value]) => value !== ''),
  );
  bullets(sheet, party.reasons, fine);
}

const listed = (values: readonly string[]): string => values.map(isolated).join('; ');

function accounts(sheet: Sheet, held: DisclosurePackage) {
  const { say } = sheet;
  if (held.accounts.length === 0) return;
  heading(sheet, say(pdfWords.accounts), 'H2');
  const { institution, branch, number, type, currency, opened, closed, holders } = pdfWords;
  const titles = [institution, branch, number, type, currency, opened, closed, holders].map(say);
  const widths = [62, 58, 96, 66, 48, 62, 62, 62];
  table(
    sheet,
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
  if (held.accounts.some(({ number: known }) => !known)) small(sheet, withheldNote(sheet));
}

const withheldNote = ({ say }: Sheet) => say(pdfWords.withheldAccounts);

/** A party by its label and first name: "P1 Alex EXAMPLE". */
export function namesByLabel({ parties: named, possibleVictims }: DisclosurePackage) {
  const names = new Map(
    [...named, ...possibleVictims].map(({ label, names: [name] }) => [label, name]),
  );
  return (label: string): string => {
    const name = names.get(label);
    return name ? `${label} ${isolated(name)}` : label;
  };
}
