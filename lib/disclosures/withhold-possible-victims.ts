import type { Language } from '../translated.ts';
import { withheldForVictims } from './cover-words.ts';
import { handlesOf, namesOf, phoneDigitsOf, plainText } from './identifying-details.ts';
import type {
  PackageContents,
  PackageParty,
  PackageTransaction,
  PossibleVictim,
} from './package.ts';

/**
 * A package without what identifies possible victims: for every recipient that is not a police
 * service. Free text as filed goes with it, since it may name them. That they exist, in which
 * transactions they play a part and why is kept.
 *
 * @see domain rule: victim identifiers go only to police, never to tax or immigration authorities
 */
export function withholdPossibleVictims(
  contents: PackageContents,
  language: Language,
): PackageContents {
  const { possibleVictims } = contents;
  if (possibleVictims.length === 0) return contents;
  const withheld = withheldIn(contents);
  const hers = new Set(withheld.persons.map(({ label }) => label));
  const herAccounts = new Set(withheld.accounts.map(({ label }) => label));
  return {
    ...contents,
    cover: {
      ...contents.cover,
      caveats: [...contents.cover.caveats, withheldForVictims[language]],
    },
    possibleVictims: possibleVictims.map(withoutIdentity),
    parties: contents.parties.map((party) =>
      hers.has(party.label) ? withoutIdentity(party) : party,
    ),
    accounts: contents.accounts.map((account) => {
      const { number: _, ...anonymous } = account;
      return herAccounts.has(account.label) ? anonymous : account;
    }),
    transactions: contents.transactions.map((transaction) =>
      withoutTraces(transaction, hers, herAccounts),
    ),
    reports: contents.reports.map(({ narrative: _, actionTaken: __, ...report }) => report),
  };
}

/**
 * Whoever is told of without what identifies them: possible victims, and parties that share with one of
 * them what identifies her. And the accounts that any of them holds.
 */
export function withheldIn({
  possibleVictims,
  parties,
  accounts,
}: Pick<PackageContents, 'possibleVictims' | 'parties' | 'accounts'>): {
  persons: (PackageParty | PossibleVictim)[];
  accounts: PackageContents['accounts'];
} {
  const theirs = new Set(possibleVictims.flatMap(identifiersOf));
  const alike = parties.filter((party) => sharesIdentity(party, theirs));
  const persons = [...possibleVictims, ...alike];
  const hers = new Set(persons.map(({ label }) => label));
  return { persons, accounts: accounts.filter(({ holders }) => isAny(hers, holders)) };
}

type Labels = ReadonlySet<string>;
type Start = PackageTransaction['starts'][number];
type Completion = PackageTransaction['completions'][number];

/** Without free text; without the numbers of her sources; without wallets where she plays a part. */
function withoutTraces(
  { purpose: _, reasonNotCompleted: __, ...transaction }: PackageTransaction,
  hers: Labels,
  herAccounts: Labels,
): PackageTransaction {
  const starts = transaction.starts.map((start) => ({
    ...start,
    sources: start.sources.map((source) =>
      hers.has(source.party) ? { party: source.party } : source,
    ),
  }));
  const { completions } = transaction;
  const movements = [...starts, ...completions];
  // Each movement names the wallets of both ends: hers stands in those of others as well.
  const isHers = movements.some(
    (movement) =>
      isAny(hers, partiesIn(movement)) ||
      (movement.account !== undefined && herAccounts.has(movement.account)),
  );
  if (!isHers) return { ...transaction, starts };
  return {
    ...transaction,
    starts: starts.map((start) => ({ ...start, ...noWallets })),
    completions: completions.map((completion) => ({ ...completion, ...noWallets })),
  };
}

const noWallets = { virtualCurrencyTransactions: [], sendingAddresses: [], receivingAddresses: [] };

const partiesIn = (movement: Start | Completion): string[] =>
  'conductors' in movement
    ? [
        ...movement.conductors.flatMap(({ party, onBehalfOf }) => [
          party,
          ...onBehalfOf.map((behalf) => behalf.party),
        ]),
        ...movement.sources.map(({ party }) => party),
      ]
    : [...movement.beneficiaries, ...movement.involved];

const isAny = (wanted: Labels, labels: readonly string[]): boolean =>
  labels.some((label) => wanted.has(label));

/** Another report may know her by her name, her telephone or a document alone, as somebody else. */
const sharesIdentity = (party: PackageParty, identifiers: ReadonlySet<string>): boolean =>
  identifiersOf(party).some((one) => identifiers.has(one));

const identifiersOf = (party: PackageParty | PossibleVictim): string[] => [
  ...[...namesOf(party), ...party.phones, ...handlesOf(party)].map(plainText),
  ...phoneDigitsOf(party),
];

const withoutIdentity = <T extends PackageParty | PossibleVictim>(party: T): T => ({
  ...party,
  names: [],
  aliases: [],
  birthDates: [],
  occupations: [],
  employers: [],
  residences: [],
  citizenships: [],
  addresses: [],
  phones: [],
  emails: [],
  websites: [],
  userNames: [],
  clientNumbers: [],
  idDocuments: [],
  businesses: [],
  registrations: [],
});
