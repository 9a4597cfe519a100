const limit = 16;

/** Does something for each item, a few at a time. Rejects with the first failure, once all rest. */
export async function concurrently<T>(
  items: Iterable<T>,
  task: (item: T) => Promise<void>,
): Promise<void> {
  // All workers take from the one iterator, so each item is taken once.
  const all = [...items];
  const queue = all.values();
  const work = async () => {
    for (const item of queue) await task(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(limit, all.length) }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
