import { partyFacts } from '../cases/party-facts.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Premises } from './employer-risk.ts';

/**
 * The addresses that several of an employer's workers give, those of most workers first. An address
 * is told by its key and its town: people who merely share one are not named for it.
 *
 * @param workers ledgers of workers with the person that each is.
 */
export function sharedPremises(
  workers: readonly { person: LedgerKey; ledger: Ledger }[],
  employer: readonly Ledger[],
): Premises[] {
  const own = new Set(employer.flatMap(addressesIn));
  const users = Map.groupBy(
    workers.flatMap((worker) => addressesIn(worker.ledger).map((key) => ({ key, ...worker }))),
    ({ key }) => key,
  );
  return [...users]
    .map(([key, all]) => ({
      key,
      workers: new Set(all.map(({ person }) => person)).size,
      sharedByEmployer: own.has(key),
      ...townOf(all.map(({ ledger }) => ledger)),
    }))
    .filter((one) => one.workers >= 2)
    .sort((a, b) => b.workers - a.workers || (a.key < b.key ? -1 : 1));
}

const addressesIn = ({ contributions }: Ledger): LedgerKey[] => [
  ...new Set(
    [...contributions.values()]
      .flatMap(({ keys = [] }) => keys)
      .filter((key) => key.startsWith('address:')),
  ),
];

/** Where all who give the address say they are; nothing where they do not agree. */
function townOf(ledgers: readonly Ledger[]): Pick<Premises, 'city' | 'province'> {
  const towns = ledgers.map(partyFacts).map(({ city, province }) => ({ city, province }));
  const [first] = towns;
  const agreed = towns.every(
    ({ city, province }) => city === first?.city && province === first?.province,
  );
  if (!first || !agreed) return {};
  const { city, province } = first;
  return { ...(city && { city }), ...(province && { province }) };
}
