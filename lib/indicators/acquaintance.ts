import type { LedgerKey } from '../identifiers.ts';
import type { Entry } from '../ledger/entry.ts';
import { dayMilliseconds } from '../time.ts';

const lastingDays = 180;
const lastingMilliseconds = lastingDays * dayMilliseconds;

/** Since when a subject has paid whom, and has been paid by whom. */
export type Acquaintances = {
  /** @param instant of the entry: milliseconds since 1970. Entries come in the order of time. */
  add(entry: Entry, instant: number): void;
  /** Forgets entries later than this instant. */
  cut(instant: number): void;
  /**
   * Whether the other side of an entry is a stranger: no tie that the report tells, and no payments in
   * both directions of which the first pair lies at least 180 days back. An entry without another
   * side is with nobody, so not with a stranger.
   *
   * @see indicator notes 4, `unrelated`
   */
  isStranger(entry: Entry, instant: number): boolean;
};

export function acquaintances(): Acquaintances {
  const first: Record<Entry['direction'], Map<LedgerKey, number>> = {
    in: new Map(),
    out: new Map(),
  };
  let last: { entry: Entry; answer: boolean } | undefined;
  const bothWaysBy = (key: LedgerKey, instant: number): boolean =>
    (first.in.get(key) ?? Number.POSITIVE_INFINITY) <= instant &&
    (first.out.get(key) ?? Number.POSITIVE_INFINITY) <= instant;
  return {
    add({ attempted, role, direction, counterparty }, instant) {
      if (attempted || role === 'conductor' || !counterparty) return;
      last = undefined;
      const since = first[direction];
      for (const key of counterparty.keys) {
        if (identifies(key) && !since.has(key)) since.set(key, instant);
      }
    },
    cut(instant) {
      last = undefined;
      for (const since of [first.in, first.out]) {
        for (const [key, at] of since) if (at > instant) since.delete(key);
      }
    },
    isStranger(entry, instant) {
      // Many documents ask about the same entry, one after the other.
      if (last?.entry === entry) return last.answer;
      const { counterparty } = entry;
      const lasting = instant - lastingMilliseconds;
      const answer =
        counterparty !== undefined &&
        !counterparty.tie &&
        !counterparty.keys.some((key) => identifies(key) && bothWaysBy(key, lasting));
      last = { entry, answer };
      return answer;
    },
  };
}

/** Namesakes and neighbours are not the same person. */
const identifies = (key: LedgerKey): boolean =>
  !key.startsWith('name:') && !key.startsWith('address:');
