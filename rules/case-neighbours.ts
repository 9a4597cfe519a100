import { type LedgerKey, ledgerKey } from '../lib/identifiers.ts';
import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import type { ContactKind, Neighbourhood } from '../lib/indicators/neighbourhood.ts';
import { neighbourhoodOf, usersIn } from '../lib/indicators/neighbourhood.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import { entriesInOrder, type Ledger } from '../lib/ledger/ledger.ts';
import { userDetails } from '../lib/ledger/user-details.ts';
import { type CaseNeighbour, expandCaseLedger, type IndicatorCase } from './case-ledger.ts';

/** What a case says of those around its subject, judged by the whole rulebook. */
export async function neighbourhoodOfCase(
  theCase: IndicatorCase,
  rulebook: Rulebook,
): Promise<Neighbourhood> {
  const others = Object.entries(theCase.neighbours ?? {}).flatMap(repeated);
  const shared = new Set(others.flatMap(({ sharing = [] }) => sharing));
  const ledgers = [
    using([...shared], expandCaseLedger(theCase.ledger)),
    ...others.map(({ who, ledger, sharing = [] }) => using(sharing, expandCaseLedger(ledger, who))),
  ];
  const evaluations = await Promise.all(
    ledgers.map(async (ledger) => [ledger.key, await judgeSubject(rulebook, ledger)] as const),
  );
  return neighbourhoodOf({
    ledgers,
    evaluations: new Map(evaluations),
    users: new Map([...shared].map(keyOf).map((key) => [key, usersIn(usesOf(key, ledgers))])),
  });
}

const keyOf = (kind: ContactKind): LedgerKey => ledgerKey(kind, 'shared');

type Other = CaseNeighbour & { who: string };

function repeated([who, neighbour]: [string, CaseNeighbour]): Other[] {
  if (!neighbour.times) return [{ who, ...neighbour }];
  const text = JSON.stringify({ who, ...neighbour });
  return Array.from({ length: neighbour.times }, (_, index) =>
    JSON.parse(text.replaceAll('%', String(index + 1))),
  );
}

/** A case's ledger is one report. */
const using = (kinds: readonly ContactKind[], ledger: Ledger): Ledger => ({
  ...ledger,
  contributions: new Map(
    [...ledger.contributions].map(([name, contribution]) => [
      name,
      { ...contribution, keys: kinds.map(keyOf).sort() },
    ]),
  ),
});

/** The ledger of a contact detail: each user tells of it in a report of its own. */
const usesOf = (key: LedgerKey, ledgers: readonly Ledger[]): Ledger => ({
  key,
  version: 1,
  contributions: new Map(
    ledgers.flatMap((ledger) =>
      [...ledger.contributions.values()]
        .filter(({ keys = [] }) => keys.includes(key))
        .map(({ party = { kind: 'person' as const }, ...contribution }) => {
          const entries = entriesInOrder(ledger);
          const since = entries[0]?.at ?? '';
          const details = userDetails(party, entries);
          const members = [{ subject: ledger.key, since, as: 'contact' as const, ...details }];
          return [ledger.key, { ...contribution, entries: [], members }] as const;
        }),
    ),
  ),
});
