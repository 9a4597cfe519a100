import type { Entry } from '../../ledger/entry.ts';
import { dayMilliseconds, localDate } from '../../time.ts';
import { inWindow, type Series, stepBuilder, type Window } from './series.ts';
import { SortedNumbers } from './sorted-numbers.ts';

/**
 * The median of what is left at the end of each local date of the window, which ends with the newest
 * date seen so far: incoming less outgoing money of the accounts, carried from one date to the next
 * and never below 0. Dates without entries keep what was left. Canadian minor units; undefined before
 * the first entry of an account.
 *
 * @param ofAccounts its window holds the entries that moved money of the subject's accounts.
 */
export function medianBalanceSeries(ofAccounts: Window, entries: readonly Entry[]): Series {
  const { timeline, over, from, selected } = ofAccounts;
  const { moments, lastEntry } = timeline;
  const balances = new Balances(Math.ceil(over / dayMilliseconds));
  const steps = stepBuilder();
  let [entry, moving] = [0, 0];
  for (let moment = 0; moment < moments.length; moment += 1) {
    for (; entry <= (lastEntry[moment] as number); entry += 1) {
      const { at, cadMinor = 0, direction } = entries[entry] as Entry;
      const day = Date.parse(localDate(at)) / dayMilliseconds;
      // Every entry moves the date on, also one that moves no money of an account.
      const moves = selected[moving] === entry;
      if (moves) moving += 1;
      balances.add(day, moves ? (direction === 'in' ? cadMinor : -cadMinor) : undefined);
    }
    if (moment >= from) steps.note(moment, balances.median());
  }
  return { ...steps, evidence: (moment) => inWindow(ofAccounts, moment) };
}

/** What is left at the end of each day, for the newest days. Days are counted since 1970. */
class Balances {
  /** Moved on each day, from the first one on. */
  readonly #moved: number[] = [];
  readonly #left: number[] = [];
  readonly #newest = new SortedNumbers();
  readonly #days: number;
  #first: number | undefined;

  constructor(days: number) {
    this.#days = days;
  }

  /** @param minor what an account gained; undefined where no account takes part. */
  add(day: number, minor: number | undefined): void {
    if (minor === undefined && day < (this.#first ?? Number.POSITIVE_INFINITY)) return;
    this.#first ??= day;
    // Local dates may go back from one entry to the next: offsets differ.
    for (; day < this.#first; this.#first -= 1) this.openEarlier();
    while (this.#first + this.#left.length <= day) this.openNext();
    const place = day - this.#first;
    this.#moved[place] = (this.#moved[place] ?? 0) + (minor ?? 0);
    if (minor) for (let at = place; at < this.#left.length; at += 1) this.settle(at);
  }

  median(): number {
    return this.#newest.median();
  }

  private openEarlier(): void {
    this.#moved.unshift(0);
    this.#left.unshift(0);
    if (this.#left.length <= this.#days) this.#newest.add(0);
  }

  private openNext(): void {
    const left = this.#left.at(-1) ?? 0;
    this.#moved.push(0);
    this.#left.push(left);
    this.#newest.add(left);
    const forgotten = this.#left.length - this.#days - 1;
    if (forgotten >= 0) this.#newest.remove(this.#left[forgotten] ?? 0);
  }

  private settle(place: number): void {
    const left = Math.max(0, (this.#left[place - 1] ?? 0) + (this.#moved[place] ?? 0));
    if (place >= this.#left.length - this.#days) {
      this.#newest.remove(this.#left[place] ?? 0);
      this.#newest.add(left);
    }
    this.#left[place] = left;
  }
}
