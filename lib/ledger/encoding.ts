import { type Columns, Dictionary, toColumns, toRows } from './columns.ts';
import { inGroups, outOfGroups } from './common-fields.ts';
import type { Contribution } from './contribution.ts';
import { packWithDictionary, unpackWithDictionary } from './dictionary-packing.ts';
import type { Entry } from './entry.ts';
import { onFirstUse } from './on-first-use.ts';
import { inTable } from './stored-counterparty.ts';
import { inHeads, outOfHeads, withEntries } from './stored-reports.ts';
import { inStorage, outOfStorage } from './stored-times.ts';

/**
 * What a stored block of contributions holds. `entries` are those of all contributions one after
 * another; `counts` says how many belong to each. What they share stands once in `shared`: what an entry
 * has in common with others is a place in that table, and so are whom a contribution is about and what
 * that party uses.
 */
export type ContributionBlock = {
  contributions: Columns;
  counts: number[];
  entries: Columns;
  shared: unknown[];
};

/** Values that entries repeat; the others are as different as the entries are. */
const repeated = new Set(['terminal']);

/** What reports about the same party repeat. */
const repeatedOfParty = new Set(['party', 'profile', 'keys', 'uses']);

/** Contributions as bytes for storage: columns, and a table of what repeats, packed. */
export const encodeContributions = (contributions: readonly Contribution[]): Uint8Array =>
  packWithDictionary(toBlock(contributions));

/** @throws Error when the bytes are not what `encodeContributions` made. */
export const decodeContributions = (bytes: Uint8Array): Contribution[] =>
  fromBlock(unpackWithDictionary(bytes) as ContributionBlock);

export function toBlock(contributions: readonly Contribution[]): ContributionBlock {
  const shared = new Dictionary();
  const place = (value: unknown) => shared.place(value);
  const told = onFirstUse(inTable);
  const entries = contributions.flatMap(({ report, entries: own }) =>
    own.map(({ entity, report: reference, counterparty, ...entry }) => ({
      ...entry,
      ...(counterparty && { counterparty: told(counterparty) }),
      // Told by the contribution, unless an entry came from elsewhere.
      ...(entity !== report.entity && { entity }),
      ...(reference !== report.reference && { report: reference }),
    })),
  );
  const rows = inStorage(entries).map((entry) => inGroups(entry, place));
  return {
    contributions: exchanged(toColumns(inHeads(contributions)), repeatedOfParty, place),
    counts: contributions.map(({ entries: own }) => own.length),
    entries: exchanged(toColumns(rows), repeated, place),
    shared: shared.values,
  };
}

/** What stands in a block was checked when it was written; its checksum says that it is the same. */
export function fromBlock({
  contributions,
  counts,
  entries,
  shared,
}: ContributionBlock): Contribution[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const valueAt = (place: unknown) => shared[Number(place)];
  const rows = toRows(exchanged(entries, repeated, valueAt), total);
  const own = outOfStorage(outOfGroups(rows, shared));
  const heads = outOfHeads(
    toRows(exchanged(contributions, repeatedOfParty, valueAt), counts.length),
  );
  let next = 0;
  return heads.map((head, index) => {
    const { entity, reference } = head['report'] as Contribution['report'];
    const from = next;
    next += counts[index] ?? 0;
    const its = own
      .slice(from, next)
      .map((entry) => ({ entity, report: reference, ...entry }) as unknown as Entry);
    return withEntries(head, its);
  });
}

const exchanged = (
  columns: Columns,
  fields: ReadonlySet<string>,
  exchange: (value: unknown) => unknown,
): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [
      field,
      fields.has(field) ? column.map((value) => (value === null ? null : exchange(value))) : column,
    ]),
  );
