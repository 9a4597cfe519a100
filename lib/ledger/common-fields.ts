import { onFirstUse } from './on-first-use.ts';
import { outOfTable, type StoredCounterparty } from './stored-counterparty.ts';

type Row = Record<string, unknown>;

/**
 * Fields that tell the same together again and again: how money moves, where, and between whom. Each
 * group of them is one column. Their order is that of the dictionary they are packed with.
 */
const groups = {
  way: [
    'direction',
    'role',
    'kind',
    'channel',
    'currency',
    'account',
    'accountType',
    'offset',
    'conductor',
    'conductorKey',
    'card',
    'cardPresent',
    'device',
    'purpose',
    'leg',
  ],
  where: ['city', 'province', 'country', 'postal'],
  other: ['counterparty', 'mcc', 'merchant', 'namedBeneficiary'],
} as const;
const grouped = Object.entries(groups);
const inGroup: ReadonlySet<string> = new Set(grouped.flatMap(([, fields]) => fields));

/** Places of what an entry shares with others in the table of that, instead of the fields themselves. */
export function inGroups(entry: Row, place: (value: unknown) => number): Row {
  const row: Row = {};
  for (const [group, fields] of grouped) {
    const common: Row = {};
    let isTold = false;
    for (const field of fields) {
      if (entry[field] === undefined) continue;
      common[field] = entry[field];
      isTold = true;
    }
    if (isTold) row[group] = place(common);
  }
  for (const [field, value] of Object.entries(entry)) if (!inGroup.has(field)) row[field] = value;
  return row;
}

export function outOfGroups(rows: readonly Row[], shared: readonly unknown[]): Row[] {
  const commonAt = (place: unknown) => shared[Number(place)] as Row;
  // Entries of the same other side share it in memory.
  const otherAt = onFirstUse((place: unknown): Row => {
    const { counterparty, ...rest } = commonAt(place);
    if (!counterparty) return rest;
    return { counterparty: outOfTable(counterparty as StoredCounterparty), ...rest };
  });
  return rows.map(({ way, where, other, ...entry }) => ({
    ...commonAt(way),
    ...(where !== undefined && commonAt(where)),
    ...(other !== undefined && otherAt(other)),
    ...entry,
  }));
}
