import { countUpTo } from '../timeline.ts';

/** Numbers in ascending order, each as often as it was added. */
export class SortedNumbers {
  readonly #sorted: number[] = [];

  add(number: number): void {
    this.#sorted.splice(this.placeAfter(number), 0, number);
  }

  /** Removes one that was added. */
  remove(number: number): void {
    this.#sorted.splice(this.placeAfter(number) - 1, 1);
  }

  /** The middle, or the mean of the two in the middle; NaN of nothing. */
  median(): number {
    const middle = this.#sorted.length / 2;
    const low = this.#sorted[Math.ceil(middle) - 1] ?? Number.NaN;
    const high = this.#sorted[Math.floor(middle)] ?? Number.NaN;
    return (low + high) / 2;
  }

  private placeAfter(number: number): number {
    return countUpTo(this.#sorted, number);
  }
}

export function median(numbers: Iterable<number>): number {
  const sorted = new SortedNumbers();
  for (const number of numbers) sorted.add(number);
  return sorted.median();
}
