import { type EvidenceTransaction, identityOf } from './evidence.ts';
import type { PartKind } from './party-words.ts';

/**
 * One thing somebody did in a transaction. `pays` marks what only a payer does: sending money that
 * is not cash to somebody else.
 */
export type Part = { who: string; partyRef: string; kind: PartKind; pays: boolean };

/** Everybody who plays a part in a transaction, as the report has it. */
export function partsOf({ on, transaction }: EvidenceTransaction): Part[] {
  const part = (partyRef: string, kind: PartKind, pays = false): Part => ({
    who: identityOf(on, partyRef),
    partyRef,
    kind,
    pays,
  });
  const holders = (accountRef: string | undefined) => on.index.account(accountRef)?.holders ?? [];
  const starts = transaction.start.flatMap(({ kind, account, conductors = [], sources = [] }) => {
    const pays = kind !== 'cash';
    return [
      ...conductors.map(({ party }) => part(party, 'acted', pays)),
      ...conductors.flatMap(({ onBehalfOf = [] }) =>
        onBehalfOf.map(({ party }) => part(party, 'directed', pays)),
      ),
      ...sources.flatMap(({ party }) => (party ? [part(party, 'source', pays)] : [])),
      ...holders(account).map((holder) => part(holder, 'held', pays)),
    ];
  });
  const completions = (transaction.complete ?? []).flatMap(
    ({ account, beneficiaries = [], involved = [] }) => [
      ...beneficiaries.map(({ party }) => part(party, 'received')),
      ...involved.map(({ party }) => part(party, 'involved')),
      ...holders(account).map((holder) => part(holder, 'held')),
    ],
  );
  return [...starts, ...completions];
}
