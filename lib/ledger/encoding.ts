import { type Columns, Dictionary, toColumns, toRows } from './columns.ts';
import { compareInstants } from './compare-instants.ts';
import type { Contribution, Use } from './contribution.ts';
import { packWithDictionary, unpackWithDictionary } from './dictionary-packing.ts';
import type { Counterparty, Entry } from './entry.ts';
import { onFirstUse } from './on-first-use.ts';
import { inTable, outOfTable, type StoredCounterparty } from './stored-counterparty.ts';

/**
 * What a stored block of contributions holds. `entries` are those of all contributions one after
 * another; `counts` says how many belong to each. What they share stands once in `shared`: an
 * entry's counterparty, its keys and words are places in that table, and so are whom a contribution is
 * about and what that party uses.
 */
export type ContributionBlock = {
  contributions: Columns;
  counts: number[];
  entries: Columns;
  shared: unknown[];
};

type StoredEntry = Record<string, unknown>;

/** Values that entries repeat; the others are as different as the entries are. */
const repeated = new Set([
  'direction',
  'role',
  'kind',
  'channel',
  'currency',
  'account',
  'accountType',
  'counterparty',
  'namedBeneficiary',
  'conductor',
  'conductorKey',
  'device',
  'purpose',
  'mcc',
  'merchant',
  'city',
  'province',
  'country',
  'postal',
  'terminal',
  'card',
  'offset',
]);

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
  const told = onFirstUse(inTable);
  const entries = contributions.flatMap(({ report, entries: own }) =>
    own.map(({ entity, report: reference, ...entry }) => ({
      ...entry,
      // Told by the contribution, unless an entry came from elsewhere.
      ...(entity !== report.entity && { entity }),
      ...(reference !== report.reference && { report: reference }),
    })),
  );
  return {
    contributions: exchanged(toColumns(contributions.map(inHead)), repeatedOfParty, (value) =>
      shared.place(value),
    ),
    counts: contributions.map(({ entries: own }) => own.length),
    entries: exchanged(toColumns(inStorage(entries)), repeated, (value, field) =>
      shared.place(field === 'counterparty' ? told(value as Counterparty) : value),
    ),
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
  // Entries of the same other side share it in memory.
  const counterpartyAt = onFirstUse((place) => outOfTable(valueAt(place) as StoredCounterparty));
  const rows = exchanged(entries, repeated, (place, field) =>
    field === 'counterparty' ? counterpartyAt(place) : valueAt(place),
  );
  const own = outOfStorage(toRows(rows, total));
  const heads = toRows(exchanged(contributions, repeatedOfParty, valueAt), counts.length);
  let next = 0;
  return heads.map((head, index) => {
    const { entity, reference } = head['report'] as Contribution['report'];
    const from = next;
    next += counts[index] ?? 0;
    const its = own
      .slice(from, next)
      .map((entry) => ({ entity, report: reference, ...entry }) as unknown as Entry);
    return outOfHead(head, its);
  });
}

/** What a party uses is mostly seen since the first entry, which is not said again. */
function inHead({ entries, uses, ...rest }: Contribution): Record<string, unknown> {
  const first = firstMoment(entries);
  return {
    ...rest,
    uses: uses?.map(({ since, ...use }) => (since === first ? use : { ...use, since })),
  };
}

function outOfHead({ uses, ...head }: Record<string, unknown>, entries: Entry[]): Contribution {
  const contribution = { ...head, entries } as Contribution;
  if (!uses) return contribution;
  const since = firstMoment(entries);
  return {
    ...contribution,
    uses: (uses as Partial<Use>[]).map((use) => ({ since, ...use }) as Use),
  };
}

/** As it is written at the earliest entry; of simultaneous ones at the first. */
const firstMoment = (entries: readonly Entry[]): string | undefined =>
  entries.length === 0
    ? undefined
    : entries.map(({ at }) => at).reduce((a, b) => (compareInstants(b, a) < 0 ? b : a));

const exchanged = (
  columns: Columns,
  fields: ReadonlySet<string>,
  exchange: (value: unknown, field: string) => unknown,
): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [
      field,
      fields.has(field)
        ? column.map((value) => (value === null ? null : exchange(value, field)))
        : column,
    ]),
  );

/** Times as seconds since the entry before, amounts without what the Canadian value tells already. */
function inStorage(
  entries: readonly (Partial<Entry> & Pick<Entry, 'at' | 'amount'>)[],
): StoredEntry[] {
  let before = 0;
  return entries.map(({ at, amount, cadMinor, ...entry }) => {
    const { currency, minor } = amount;
    const money = { currency, minor, ...(cadMinor !== minor && { cadMinor: cadMinor ?? 'none' }) };
    const { text, wall, offset } = splitTime(at);
    if (wall === undefined) return { ...entry, ...money, at: text };
    const seconds = wall - before;
    before = wall;
    return { ...entry, ...money, seconds, offset };
  });
}

function outOfStorage(rows: readonly StoredEntry[]): StoredEntry[] {
  let before = 0;
  return rows.map(({ currency, minor, cadMinor, at, seconds, offset, ...entry }) => {
    const canadian = cadMinor ?? minor;
    const money = {
      amount: { currency, minor },
      ...(canadian !== 'none' && { cadMinor: canadian }),
    };
    if (at !== undefined) return { ...entry, ...money, at };
    before += Number(seconds);
    const text = new Date(before * 1000).toISOString().slice(0, 19) + String(offset);
    return { ...entry, ...money, at: text };
  });
}

/** The wall clock in seconds and the offset; only the text when it says more than these, as fractions. */
function splitTime(text: string): { text: string; wall?: number; offset?: string } {
  const wall = Date.parse(`${text.slice(0, 19)}Z`) / 1000;
  const offset = text.slice(19);
  return Number.isSafeInteger(wall) && !offset.startsWith('.') ? { text, wall, offset } : { text };
}
