import { deflateSync, inflateSync } from 'node:zlib';
import * as z from 'zod';
import { reportKeySchema } from '../identifiers.ts';
import { type Columns, columnsSchema, Dictionary, toColumns, toRows } from './columns.ts';
import { type Contribution, contributionSchema } from './contribution.ts';
import type { Entry } from './entry.ts';

/**
 * What a stored block of contributions holds. `entries` are those of all contributions one after
 * another; `counts` says how many belong to each. What they share stands once in `shared`: an
 * entry's counterparty, its keys and words are places in that table.
 */
const blockSchema = z.strictObject({
  format: z.literal(1),
  contributions: columnsSchema,
  counts: z.array(z.int().min(0)),
  entries: columnsSchema,
  shared: z.array(z.unknown()),
});

const namedSchema = z.object({ report: reportKeySchema });

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

/**
 * Contributions as bytes for storage: columns, a table of what repeats, deflated. A checksum inside
 * tells damaged bytes from good ones.
 */
export function encodeContributions(contributions: readonly Contribution[]): Uint8Array {
  const shared = new Dictionary();
  const entries = contributions.flatMap(({ report, entries: own }) =>
    own.map(({ entity, report: reference, ...entry }) => ({
      ...entry,
      // Told by the contribution, unless an entry came from elsewhere.
      ...(entity !== report.entity && { entity }),
      ...(reference !== report.reference && { report: reference }),
    })),
  );
  const block: z.infer<typeof blockSchema> = {
    format: 1,
    contributions: toColumns(contributions.map(({ entries: _, ...rest }) => rest)),
    counts: contributions.map(({ entries: own }) => own.length),
    entries: withShared(toColumns(inStorage(entries)), (value) => shared.place(value)),
    shared: shared.values,
  };
  return deflateSync(JSON.stringify(block));
}

/** @throws ZodError or a zlib error when the bytes are not what `encodeContributions` made. */
export function decodeContributions(bytes: Uint8Array): Contribution[] {
  const block = blockSchema.parse(JSON.parse(inflateSync(bytes).toString('utf8')));
  const total = block.counts.reduce((sum, count) => sum + count, 0);
  const unshared = withShared(block.entries, (place) => block.shared[Number(place)]);
  const entries = outOfStorage(toRows(unshared, total));
  const heads = toRows(block.contributions, block.counts.length);
  let next = 0;
  return heads.map((head, index) => {
    const { report } = namedSchema.parse(head);
    const until = next + (block.counts[index] ?? 0);
    const own = entries.slice(next, until);
    next = until;
    return contributionSchema.parse({
      ...head,
      entries: own.map((entry) => ({
        entity: report.entity,
        report: report.reference,
        ...entry,
      })),
    });
  });
}

const withShared = (columns: Columns, exchange: (value: unknown) => unknown): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [
      field,
      repeated.has(field)
        ? column.map((value) => (value === null ? null : exchange(value)))
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
