import type { Language } from '../translated.ts';
import { withheldForVictims } from './cover-words.ts';
import type { PackageContents, PossibleVictim } from './package.ts';

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

const withoutIdentity = ({
  label,
  kind,
  role,
  reasons,
  transactions,
}: PossibleVictim): PossibleVictim => ({
  label,
  kind,
  role,
  reasons,
  transactions,
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
