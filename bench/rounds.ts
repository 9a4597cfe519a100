/** Milliseconds of one run. */
export function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/**
 * Runs several stages in turn, round after round, so that a machine whose speed drifts slows all of
 * them alike.
 *
 * @returns the median milliseconds of each stage.
 */
export async function interleaved<K extends string>(
  rounds: number,
  stages: Record<K, () => number | Promise<number>>,
): Promise<Record<K, number>> {
  const names = Object.keys(stages) as K[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times.get(name)?.push(await stages[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    K,
    number
  >;
}
