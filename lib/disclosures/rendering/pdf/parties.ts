import type { Translated } from '../../../translated.ts';
import { labelRanges } from '../../labels.ts';
import type { DisclosurePackage, PackageParty, PossibleVictim } from '../../package.ts';
import {
  bullets,
  fine,
  heading,
  heightOf,
  labelled,
  notice,
  noticeHeight,
  small,
  subheading,
} from './blocks.ts';
import { isolated } from './drawable-text.ts';
import { withShortLists } from './long-lists.ts';
import type { Sheet } from './sheet.ts';
import { table } from './table.ts';
import { pdfWords } from './words.ts';

/** Parties with their roles; possible victims in a section of their own, before them. */
export function parties(sheet: Sheet, held: DisclosurePackage) {
  const { say } = sheet;
  if (held.possibleVictims.length > 0) {
    const [first] = held.possibleVictims;
    const below = first
      ? noticeHeight(sheet, held.referrals) + startOf(sheet, first, held).height
      : 0;
    heading(sheet, say(pdfWords.possibleVictims), 'section', below);
    notice(sheet, held.referrals);
    for (const party of held.possibleVictims) person(sheet, party, held);
  }
  if (held.parties.length > 0) {
    const title = held.possibleVictims.length > 0 ? pdfWords.otherParties : pdfWords.parties;
    const rank = { subject: 0, unknown: 1, connected: 2 };
    const sorted = held.parties.toSorted((a, b) => rank[a.role] - rank[b.role]);
    const [first] = sorted;
    heading(sheet, say(title), 'section', first ? startOf(sheet, first, held).height : 0);
    for (const party of sorted) person(sheet, party, held);
  }
  accounts(sheet, held);
}

function person(sheet: Sheet, party: PackageParty | PossibleVictim, held: DisclosurePackage) {
  const { title, details, reasons, below } = startOf(sheet, party, held);
  subheading(sheet, title, { below, outlined: true });
  labelled(sheet, details);
  bullets(sheet, reasons, fine);
}

/** Heading and details of a party, and how much of them must stand on one page. */
function startOf(sheet: Sheet, party: PackageParty | PossibleVictim, held: DisclosurePackage) {
  const { say } = sheet;
  const name = listed(party.names) || say(withoutName(party.role, held));
  const title = `${party.label}  ${name} – ${say(pdfWords.roles[party.role])}`;
  const details = detailsOf(sheet, party);
  // Who played which part is in the table of transactions as well.
  const reasons = party.reasons.map(withShortLists);
  const [reason] = reasons;
  const first = reason ? heightOf.bullet(sheet, reason, fine) : 0;
  const below = Math.min(heightOf.labelled(sheet, details) + first, mostTogether);
  return { title, details, reasons, below, height: heightOf.subheading(sheet, title) + below };
}

/** Of a party stands on one page with its heading, unless its details are long. */
const mostTogether = 240;

function detailsOf(
  { say }: Sheet,
  party: PackageParty | PossibleVictim,
): (readonly [label: string, value: string])[] {
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
  const played = [say(pdfWords.playsPart), withShortLists(labelRanges(cited))] as const;
  return [...fields, ...documents, ...registrations, played].filter(([, value]) => value !== '');
}

/** What stands in the place of a name: what identifies possible victims goes to police services only. */
export function withoutName(
  role: PackageParty['role'] | PossibleVictim['role'],
  { cover, possibleVictims }: DisclosurePackage,
): Translated {
  const isWithheld = cover.secondTest !== undefined && possibleVictims.length > 0;
  if (!isWithheld) return pdfWords.noneNamed;
  return role === 'possible-victim' ? pdfWords.nameWithheld : pdfWords.nameWithheldOrNone;
}

const listed = (values: readonly string[]): string => values.map(isolated).join('; ');

function accounts(sheet: Sheet, held: DisclosurePackage) {
  const { say } = sheet;
  if (held.accounts.length === 0) return;
  heading(sheet, say(pdfWords.accounts), 'part');
  const { label, institution, branch, number, type, currency, opened, closed, holders } = pdfWords;
  const titles = [label, institution, branch, number, type, currency, opened, closed];
  table(
    sheet,
    [
      ...titles.map((title) => ({ title: say(title), fit: 110 })),
      { title: say(holders), share: 1 },
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
      account.holders.map(namesByLabel(held)).join(', '),
    ]),
  );
  if (held.accounts.some(({ number: known }) => !known)) small(sheet, withheldNote(sheet));
}

const withheldNote = ({ say }: Sheet) => say(pdfWords.withheldAccounts);

/** A party by its label and first name: "P1 Alex EXAMPLE". A long name is told in full once, among the parties. */
export function namesByLabel({ parties: named, possibleVictims }: DisclosurePackage) {
  const names = new Map(
    [...named, ...possibleVictims].map(({ label, names: [name] }) => [label, name]),
  );
  return (label: string): string => {
    const name = names.get(label);
    return name ? `${label} ${isolated(shortened(name))}` : label;
  };
}

function shortened(name: string): string {
  // Marks stay with their letter.
  const [start = ''] = /^(?:\P{M}[\p{M}\u200c\u200d]*){0,40}/u.exec(name) ?? [];
  return name.length - start.length <= 3 ? name : `${start.trimEnd()}…`;
}
