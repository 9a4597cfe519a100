import { partyFacts } from '../cases/party-facts.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { employerKeys } from '../ledger/user-details.ts';
import { type EmployerFacts, ledgerOf, payIn } from './employer-facts.ts';
import type { EmployerRisk } from './employer-risk.ts';
import type { PaidWorker } from './paid-workers.ts';

/** The names and keys by which pays and its own reports know the employer. */
export function identityOf(
  facts: EmployerFacts,
  workers: readonly PaidWorker[],
): Pick<EmployerRisk, 'kind' | 'names' | 'keys'> {
  const { own, collectors } = facts;
  const collected = collectors.flatMap((collector) => payIn(collector, facts));
  const pays = [...workers.flatMap((worker) => worker.pays), ...collected];
  const itself = own.map((key) => partyFacts(ledgerOf(key, facts)));
  const names = [
    ...pays.map(({ counterparty }) => counterparty?.name),
    ...itself.map(({ given, surname, name }) => name ?? [given, surname].filter(Boolean).join(' ')),
  ].flatMap((name) => (name ? [name] : []));
  const isOrganization =
    pays.some(({ counterparty }) => counterparty?.kind === 'entity') ||
    itself.some(({ kind }) => kind === 'entity');
  return {
    kind: isOrganization ? 'entity' : 'person',
    names: [...new Set(names)].sort(),
    keys: [...new Set([...own, ...pays.flatMap(employerKeys)])].sort(),
  };
}

/** By which keys, beside those of pays, payments back to the employer name it. */
export const contactsIn = ({ contributions }: Ledger): LedgerKey[] =>
  [...contributions.values()]
    .flatMap(({ keys = [] }) => keys)
    .filter((key) => /^(account|email|phone|handle):/.test(key));
