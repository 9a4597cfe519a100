import { foldText } from '../ledger/fold-text.ts';
import type { Language } from '../translated.ts';
import { withheldForVictims } from './cover-words.ts';
import type { PackageContents, PackageParty, PossibleVictim } from './package.ts';

/**
 * A package without what identifies possible victims: for every recipient that is not a police
 * service. The text of reports goes with it, since it may name them. That they exist, in which
 * transactions they play a part and why is kept.
 *
 * @see domain rule: victim identifiers go only to police, never to tax or immigration authorities
 */
export function withholdPossibleVictims(
  contents: PackageContents,
  language: Language,
): PackageContents {
  if (contents.possibleVictims.length === 0) return contents;
  const protectedLabels = new Set(contents.possibleVictims.map(({ label }) => label));
  return {
    ...contents,
    cover: {
      ...contents.cover,
      caveats: [...contents.cover.caveats, withheldForVictims[language]],
    },
    possibleVictims: contents.possibleVictims.map(withoutIdentity),
    parties: contents.parties.map((party) =>
      sharesIdentity(party, contents.possibleVictims) ? withoutIdentity(party) : party,
    ),
    accounts: contents.accounts.map((account) => {
      const { number: _, ...anonymous } = account;
      return account.holders.some((holder) => protectedLabels.has(holder)) ? anonymous : account;
    }),
    transactions: contents.transactions.map(({ starts, purpose: _, ...transaction }) => ({
      ...transaction,
      starts: starts.map((start) => ({
        ...start,
        sources: start.sources.map((source) =>
          protectedLabels.has(source.party) ? { party: source.party } : source,
        ),
      })),
    })),
    reports: contents.reports.map(({ narrative: _, actionTaken: __, ...report }) => report),
  };
}

/** Another report may know her by her name, her telephone or her mail alone, as somebody else. */
const sharesIdentity = (party: PackageParty, victims: readonly PossibleVictim[]): boolean => {
  const theirs = identifiersOf(party);
  return victims.some((victim) => identifiersOf(victim).some((one) => theirs.includes(one)));
};

const identifiersOf = ({
  names,
  aliases,
  phones,
  emails,
  userNames,
}: PackageParty | PossibleVictim) =>
  [...names, ...aliases, ...phones, ...emails, ...userNames].map(foldText);

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
