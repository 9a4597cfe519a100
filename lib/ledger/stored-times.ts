import type { Entry } from './entry.ts';

type Row = Record<string, unknown>;

/** Times as seconds since the entry before, amounts without what the Canadian value tells already. */
export function inStorage(
  entries: readonly (Pick<Entry, 'at' | 'amount' | 'cadMinor'> & Row)[],
): Row[] {
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

export function outOfStorage(rows: readonly Row[]): Row[] {
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
