import type { Party } from '../reports/report.ts';
import type { Language } from '../translated.ts';
import type { Cast, Member } from './cast.ts';
import {
  type Evidence,
  type EvidenceReport,
  type EvidenceTransaction,
  identityOf,
  nameOf,
} from './evidence.ts';
import { reasonWords } from './finding-words.ts';
import type { Finding } from './findings.ts';
import { type Labels, labelRanges, sortedLabels } from './labels.ts';
import type { PackageParty, PossibleVictim } from './package.ts';
import {
  describedAsPossibleVictim,
  idDocumentWords,
  type PartKind,
  partReasons,
} from './party-words.ts';
import { addressWords, countryWords, issuerWords } from './place-words.ts';

type Details = Omit<PackageParty, 'label' | 'role' | 'reasons' | 'transactions'>;

type Parts = { evidence: Evidence; cast: Cast; labels: Labels; findings: readonly Finding[] };

/** The members of the cast with what the reports say of them; possible victims apart. */
export function packageParties(
  { evidence, cast, labels, findings }: Parts,
  language: Language,
): { parties: PackageParty[]; possibleVictims: PossibleVictim[] } {
  const mentions = mentionsOf(evidence);
  const parties: PackageParty[] = [];
  const possibleVictims: PossibleVictim[] = [];
  for (const member of cast.members) {
    const label = labels.party(member.who);
    if (!label) continue;
    const theirs = findings.filter(({ subject }) => subject === member.who);
    const described = {
      label,
      ...detailsOf(member, mentions.get(member.who) ?? [], language),
      reasons: reasonsOf(member, theirs, labels, language),
      transactions: transactionLabels(member.parts, labels),
    };
    if (member.role === 'possible-victim') {
      possibleVictims.push({ ...described, role: member.role });
    } else {
      parties.push({ ...described, role: member.role });
    }
  }
  return { parties, possibleVictims };
}

type Mention = { on: EvidenceReport; party: Party };

/** Every report's description of each party. */
function mentionsOf({ reports }: Evidence): Map<string, Mention[]> {
  const mentions = reports.flatMap((on) => on.report.parties.map((party) => ({ on, party })));
  return Map.groupBy(mentions, ({ on, party }) => identityOf(on, party.ref));
}

function detailsOf(
  { who, parts }: Member,
  mentions: readonly Mention[],
  language: Language,
): Details {
  const parties = mentions.map(({ party }) => party);
  const persons = parties.filter((party) => party.kind === 'person');
  const entities = parties.filter((party) => party.kind === 'entity');
  const contacts = parts.flatMap(({ transaction }) => contactsIn(transaction, who));
  return {
    kind: parties[0]?.kind ?? 'person',
    names: once(parties.map(nameOfParty)),
    aliases: once(parties.map(({ alias }) => alias)),
    birthDates: once(persons.map(({ birthDate }) => birthDate)),
    occupations: once(persons.map(({ occupation }) => occupation)),
    employers: once(persons.map(({ employer }) => employer)),
    residences: once(
      persons.map(({ residence }) => residence && countryWords(residence, language)),
    ),
    citizenships: once(
      persons.map(({ citizenship }) => citizenship && countryWords(citizenship, language)),
    ),
    addresses: once(parties.map(({ address }) => address && addressWords(address, language))),
    phones: once(parties.map(({ phone, extension }) => joined([phone, extension], ' x'))),
    emails: once([...parties.map(({ email }) => email), ...contacts.map(({ email }) => email)]),
    websites: once([...parties.map(({ url }) => url), ...contacts.map(({ url }) => url)]),
    userNames: once(contacts.map(({ username }) => username)),
    clientNumbers: once([
      ...parties.map(({ clientNumber }) => clientNumber),
      ...contacts.map(({ clientNumber }) => clientNumber),
    ]),
    idDocuments: onceByText(
      parties.flatMap(({ ids = [] }) =>
        ids.map(({ type, number, ...place }) => ({
          type: idDocumentWords[type][language],
          number,
          issuer: issuerWords(place, language),
        })),
      ),
    ),
    businesses: once(entities.map(({ business }) => business)),
    registrations: onceByText(
      entities.flatMap(({ registrations = [] }) =>
        registrations.map(({ number, ...place }) => ({
          number,
          place: issuerWords(place, language),
        })),
      ),
    ),
  };
}

type Contact = {
  email?: string | undefined;
  url?: string | undefined;
  username?: string | undefined;
  clientNumber?: string | undefined;
};

/** Ways to reach a party that a transaction names: of its conductor or its beneficiary. */
function contactsIn({ on, transaction }: EvidenceTransaction, who: string): Contact[] {
  const acting: (Contact & { party: string })[] = [
    ...transaction.start.flatMap(({ conductors = [] }) => conductors),
    ...(transaction.complete ?? []).flatMap(({ beneficiaries = [] }) => beneficiaries),
  ];
  return acting.filter(({ party }) => identityOf(on, party) === who);
}

function reasonsOf(
  member: Member,
  theirs: readonly Finding[],
  labels: Labels,
  language: Language,
): string[] {
  const byPart = Map.groupBy(member.parts, ({ part }) => part.kind);
  return once([
    ...(member.assessed?.reasons.map((reason) => reasonWords(reason, theirs, language)) ?? []),
    member.describedAsPossibleVictim ? describedAsPossibleVictim[language] : undefined,
    ...[...byPart].map(([kind, parts]) => partReason(kind, parts, labels, language)),
  ]);
}

const partReason = (kind: PartKind, parts: Member['parts'], labels: Labels, language: Language) =>
  `${partReasons[kind][language]} ${labelRanges(transactionLabels(parts, labels))}`;

const transactionLabels = (parts: Member['parts'], labels: Labels): string[] =>
  sortedLabels(parts.flatMap(({ transaction }) => labels.transaction(nameOf(transaction)) ?? []));

const nameOfParty = (party: Party): string | undefined =>
  party.kind === 'entity' ? party.name : joined([party.given, party.otherName, party.surname], ' ');

const joined = (parts: readonly (string | undefined)[], separator: string): string | undefined =>
  parts.filter((part) => part !== undefined).join(separator) || undefined;

const once = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text) => text !== undefined)),
];

/** Each different value once; members without a value are left out. */
function onceByText<T extends object>(values: readonly T[]): Present<T>[] {
  const texts = values.map((value) => JSON.stringify(value));
  return [...new Set(texts)].map((text): Present<T> => JSON.parse(text));
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
